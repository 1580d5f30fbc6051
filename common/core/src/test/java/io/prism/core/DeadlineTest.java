// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void neverPassesWhenThereIsNone() {
        assertThat(Deadline.NONE.passed()).isFalse();
        assertThat(Deadline.NONE.leftOr(HOUR)).isEqualTo(HOUR);
    }

    @Test
    void hasPassedAtOnceForNoTimeOrLess() {
        assertThat(Deadline.in(Duration.ZERO).passed()).isTrue();
        assertThat(Deadline.in(HOUR.negated()).passed()).isTrue();
        assertThat(Deadline.in(HOUR.negated()).leftOr(HOUR)).isEqualTo(Duration.ZERO);
    }

    @Test
    void leavesAtMostWhatWasGiven() {
        // When
        Deadline deadline = Deadline.in(HOUR);

        // Then
        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.leftOr(Duration.ZERO)).isPositive().isLessThanOrEqualTo(HOUR);
    }

    @Test
    void isShortenedAndNeverLengthened() {
        // Given
        Deadline deadline = Deadline.in(HOUR);

        // When
        Deadline shorter = deadline.atMost(Duration.ofMinutes(1));
        Deadline same = deadline.atMost(HOUR.multipliedBy(2));

        // Then
        assertThat(shorter.leftOr(HOUR)).isLessThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(same).isEqualTo(deadline);
        assertThat(Deadline.NONE.atMost(HOUR).bounded()).isTrue();
    }

    @Test
    void takesWhatIsLongerThanTheClockCanCount() {
        // When
        Deadline deadline = Deadline.in(Duration.ofHours(99_999_999));

        // Then
        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.leftOr(Duration.ZERO)).isGreaterThan(Duration.ofDays(36_000));
    }
}
