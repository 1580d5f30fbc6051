// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** 100 calls per second throughout: one each 10 ms. */
class OpenLoopTest {

    private static final RunTiming SECOND = new RunTiming(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2));
    private static final int MANY = 1_000;

    @Test
    void startsEveryCallWhenItIsMeantTo() {
        // Given
        FakeWorld world = FakeWorld.steady();

        // When
        Sample sample = new OpenLoop(world, 100, MANY, 1).run(world, SECOND);

        // Then
        assertThat(world.startedAt)
                .containsExactlyElementsOf(LongStream.range(0, 100)
                        .map(number -> number * 10 * FakeWorld.MILLI)
                        .boxed()
                        .toList());
        assertThat(sample.ok()).isEqualTo(100);
        assertThat(sample.perSecond()).isEqualTo(100);
        assertThat(millis(sample, 100)).isCloseTo(1, within(0.01));
        assertThat(sample.lag().getMaxValue()).isLessThan(1_000);
    }

    @Test
    void keepsStartingCallsWhileTheTargetStalls() {
        // Given
        FakeWorld world = new FakeWorld(200, 600);

        // When
        Sample sample = new OpenLoop(world, 100, MANY, 1).run(world, SECOND);

        // Then the 40 calls of the stall waited 401, 391, … 11 ms
        assertThat(world.startedAt).hasSize(100).last().isEqualTo(990 * FakeWorld.MILLI);
        assertThat(sample.ok()).isEqualTo(100);
        assertThat(millis(sample, 100)).isCloseTo(401, within(1.0));
        assertThat(millis(sample, 79.5)).isCloseTo(200, within(12.0));
        assertThat(millis(sample, 60)).isCloseTo(1, within(0.01));
    }

    @Test
    void countsFromTheIntendedStartWhenThereIsNoRoom() {
        // Given a bound that the stall reaches after two calls
        FakeWorld world = new FakeWorld(200, 600);

        // When
        Sample sample = new OpenLoop(world, 100, 2, 1).run(world, SECOND);

        // Then nothing is left out: the calls that were started late show the stall as well
        assertThat(sample.ok()).isEqualTo(100);
        assertThat(sample.unfinished()).isZero();
        assertThat(millis(sample, 100)).isCloseTo(401, within(1.0));
        assertThat(sample.latency().getCountBetweenValues(10 * FakeWorld.MILLI, Long.MAX_VALUE))
                .isGreaterThanOrEqualTo(40);
        assertThat(sample.lag().getMaxValue() / FakeWorld.MILLI).isGreaterThan(370);
    }

    @Test
    void countsCallsThatNeverEndAndThoseThereWasNeverRoomFor() {
        // Given a target that stalls for longer than the run
        FakeWorld world = new FakeWorld(500, 60_000);

        // When
        Sample sample = new OpenLoop(world, 100, 10, 1).run(world, SECOND);

        // Then it gives up two seconds after the end, and every call is accounted for
        assertThat(world.now()).isEqualTo(3_000 * FakeWorld.MILLI);
        assertThat(sample.ok()).isEqualTo(50);
        assertThat(sample.unfinished()).isEqualTo(50);
        assertThat(sample.made()).isEqualTo(60);
        assertThat(millis(sample, 100)).isCloseTo(2_500, within(5.0));
    }

    @Test
    void leavesTheWarmUpOut() {
        // Given a stall during the warm-up
        FakeWorld world = new FakeWorld(100, 300);

        // When
        Sample sample = new OpenLoop(world, 100, MANY, 1)
                .run(world, new RunTiming(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2)));

        // Then
        assertThat(sample.made()).isEqualTo(200);
        assertThat(sample.ok()).isEqualTo(100);
        assertThat(millis(sample, 100)).isCloseTo(1, within(0.01));
    }

    @Test
    void countsFailuresByReasonAndNotAsLatency() {
        // Given
        FakeWorld world = FakeWorld.steady().failing("UNAVAILABLE");

        // When
        Sample sample = new OpenLoop(world, 100, MANY, 1).run(world, SECOND);

        // Then
        assertThat(sample.failed()).containsOnlyKeys("UNAVAILABLE").containsValue(100L);
        assertThat(sample.ok()).isZero();
        assertThat(sample.latency().getTotalCount()).isZero();
    }

    private static double millis(Sample sample, double percentile) {
        return sample.latency().getValueAtPercentile(percentile) / (double) FakeWorld.MILLI;
    }
}
