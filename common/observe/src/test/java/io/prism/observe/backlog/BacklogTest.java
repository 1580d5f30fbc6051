// SPDX-License-Identifier: Apache-2.0
package io.prism.observe.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private final Counter dropped = new SimpleMeterRegistry().counter("dropped");
    private final Backlog<Integer> backlog = new Backlog<>(3, dropped);

    @Test
    void dropsAndCountsWhatThereIsNoRoomFor() {
        // When
        for (int i = 0; i < 5; i++) {
            backlog.offer(i);
        }

        // Then
        assertThat(backlog.take(10)).containsExactly(0, 1, 2);
        assertThat(dropped.count()).isEqualTo(2);
    }

    @Test
    void hasRoomAgainForWhatWasTaken() {
        // Given
        for (int i = 0; i < 3; i++) {
            backlog.offer(i);
        }
        backlog.take(2);

        // When
        boolean taken = backlog.offer(3) && backlog.offer(4) && !backlog.offer(5);

        // Then
        assertThat(taken).isTrue();
        assertThat(backlog.take(10)).containsExactly(2, 3, 4);
        assertThat(backlog.take(10)).isEmpty();
    }
}
