// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void waitsLongerEachTimeUpToABoundAndStartsAnewAfterASuccess() {
        // Given
        var backoff = new Backoff(new Random(1));
        var waits = new ArrayList<Duration>();

        // When
        for (int i = 0; i < 100; i++) {
            waits.add(backoff.failed());
        }
        backoff.succeeded();
        var first = backoff.failed();

        // Then
        assertThat(waits.subList(0, 4)).isSorted();
        assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofMillis(80)) >= 0);
        assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofMillis(1200)) <= 0);
        assertThat(waits.subList(10, 100)).allMatch(wait -> wait.toMillis() >= 800);
        assertThat(first).isLessThanOrEqualTo(Duration.ofMillis(120));
    }
}
