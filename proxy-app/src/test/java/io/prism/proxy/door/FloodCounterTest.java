// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FloodCounterTest {

    private final AtomicLong now = new AtomicLong();
    private final FloodCounter floods = new FloodCounter(3, 2, now::get);

    @Test
    void allowsSoManyInAWindowAndCountsKindsApart() {
        for (int i = 0; i < 3; i++) {
            // When
            boolean reset = floods.reset();
            boolean ping = floods.ping();

            // Then
            assertThat(reset).isTrue();
            assertThat(ping).isEqualTo(i < 2);
        }
        assertThat(floods.reset()).isFalse();
    }

    @Test
    void beginsAnewWithTheNextWindow() {
        // Given
        while (floods.reset()) {
            now.incrementAndGet();
        }

        // When
        now.addAndGet(FloodCounter.WINDOW.toNanos() + 1);

        // Then
        assertThat(floods.reset()).isTrue();
    }
}
