// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    private static final RunTiming TIMING =
            new RunTiming(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(1));

    @Test
    void keepsEveryLaneBusy() {
        // Given
        FakeWorld world = FakeWorld.steady();

        // When
        Sample sample = new ClosedLoop(world, 4).run(world, TIMING);

        // Then 1 ms a call makes 1,000 a second on each lane
        assertThat(sample.perSecond()).isBetween(3_990.0, 4_000.0);
        assertThat(sample.made()).isEqualTo(6_000);
        assertThat(sample.unfinished()).isZero();
        assertThat(sample.lag().getTotalCount()).isZero();
    }

    @Test
    void seesAStallOncePerLane() {
        // Given
        FakeWorld world = new FakeWorld(700, 900);

        // When
        Sample sample = new ClosedLoop(world, 4).run(world, TIMING);

        // Then
        assertThat(sample.latency().getCountBetweenValues(100 * FakeWorld.MILLI, Long.MAX_VALUE))
                .isEqualTo(4);
    }

    @Test
    void givesUpOnCallsThatNeverEnd() {
        // Given
        FakeWorld world = new FakeWorld(1_000, 60_000);

        // When
        Sample sample = new ClosedLoop(world, 4).run(world, TIMING);

        // Then
        assertThat(sample.unfinished()).isEqualTo(4);
        assertThat(sample.ok()).isBetween(1_990L, 2_004L);
        assertThat(world.now()).isBetween(2_500 * FakeWorld.MILLI, 2_502 * FakeWorld.MILLI);
    }

    @Test
    void aLaneStopsWhenEveryCallFailsAtOnce() {
        // Given calls that end before they return, which must not grow the stack either
        FakeWorld world = FakeWorld.steady();
        CallTarget refused = (_, _, ended) -> ended.failed("NOT_CONNECTED");

        // When
        Sample sample = new ClosedLoop(world, 2)
                .run(refused, new RunTiming(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)));

        // Then
        assertThat(sample.failed()).containsEntry("NOT_CONNECTED", 2_000L);
        assertThat(sample.unfinished()).isZero();
    }
}
