// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.launcher.supervise.ProcessState.Terminating;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartsTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void doublesTheWaitUpToSixteenSeconds() {
        assertThat(IntStream.rangeClosed(1, 7).mapToObj(Restarts::wait).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 16L, 16L);
    }

    @Test
    void opensTheBreakerAtTheFifthFailureInARow() {
        // Given
        Restarts restarts = Restarts.NONE;
        List<Optional<Duration>> pauses = new ArrayList<>();

        // When
        for (int i = 0; i < Restarts.BREAKER; i++) {
            Restarts.Verdict verdict = restarts.failed(Optional.empty(), T0.plusSeconds(i), 0.5);
            restarts = verdict.next();
            pauses.add(verdict.pause());
        }

        // Then
        assertThat(pauses)
                .containsExactly(
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(Duration.ofSeconds(4)),
                        Optional.of(Duration.ofSeconds(8)),
                        Optional.empty());
    }

    @Test
    void restartsAtOnceAfterTheFirstDeathInAMinute() {
        // When
        Restarts.Verdict first = Restarts.NONE.failed(Optional.of(T0), T0.plusSeconds(1), 0.5);
        Restarts.Verdict second = first.next().failed(Optional.of(T0.plusSeconds(2)), T0.plusSeconds(3), 0.5);

        // Then
        assertThat(first.pause()).contains(Duration.ZERO);
        assertThat(second.pause()).contains(Duration.ofSeconds(2));
    }

    @Test
    void forgetsFailuresAfterAStableMinute() {
        // Given
        Restarts restarts = new Restarts(4, T0);

        // When
        Instant ready = T0.plusSeconds(1);
        Restarts.Verdict verdict = restarts.failed(Optional.of(ready), ready.plusSeconds(60), 0.5);

        // Then
        assertThat(verdict.next().inARow()).isEqualTo(1);
        assertThat(verdict.pause()).contains(Duration.ZERO);
        assertThat(restarts.failuresInARow(Optional.of(ready), ready.plusSeconds(59)))
                .isEqualTo(4);
        assertThat(restarts.failuresInARow(Optional.of(ready), ready.plusSeconds(60)))
                .isZero();
    }

    @Test
    void spreadsRestartsByAFifth() {
        assertThat(Restarts.NONE.failed(Optional.empty(), T0, 0.0).pause()).contains(Duration.ofMillis(800));
        assertThat(Restarts.NONE.failed(Optional.empty(), T0, 1.0).pause()).contains(Duration.ofMillis(1200));
    }

    @Test
    void onlyShortensAGrace() {
        // Given
        Terminating terminating = new Terminating(1, T0, T0.plusSeconds(10));

        // Then
        assertThat(terminating.end(T0.plusSeconds(1), Duration.ofSeconds(2)).killAt())
                .isEqualTo(T0.plusSeconds(3));
        assertThat(terminating.end(T0.plusSeconds(1), Duration.ofSeconds(60)).killAt())
                .isEqualTo(T0.plusSeconds(10));
    }
}
