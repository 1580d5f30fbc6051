// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FloodsTest {

    private final AtomicLong now = new AtomicLong();
    private final Floods floods = new Floods(3, 2, now::get);

    @Test
    void allowsSoManyInAWindowAndCountsKindsApart() {
        // When
        boolean three = floods.reset() && floods.reset() && floods.reset();
        boolean two = floods.ping() && floods.ping();

        // Then
        assertThat(three).isTrue();
        assertThat(two).isTrue();
        assertThat(floods.reset()).isFalse();
        assertThat(floods.ping()).isFalse();
    }

    @Test
    void beginsAnewWithTheNextWindow() {
        // Given
        while (floods.reset()) {
            now.incrementAndGet();
        }

        // When
        now.addAndGet(Floods.WINDOW.toNanos() + 1);

        // Then
        assertThat(floods.reset()).isTrue();
    }
}
