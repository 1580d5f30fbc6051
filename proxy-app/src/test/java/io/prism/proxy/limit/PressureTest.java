// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prism.core.config.NamespaceConfig.Priority;
import io.prism.core.failure.GatewayException.Busy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refuses as much as is too much, in the order of priorities, and no more than that. */
class PressureTest {

    private static final Duration TARGET = Duration.ofMillis(50);
    private static final int SAMPLES = 3;
    private static final int A_MINUTE = 600;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<Priority, Counter> shed = Arrays.stream(Priority.values())
            .collect(Collectors.toMap(it -> it, it -> meters.counter("shed", "priority", it.text())));
    private final Pressure pressure = new Pressure(TARGET, shed);
    private long now;

    @Test
    void refusesNothingAsLongAsTheLoopIsInTime() {
        // When
        intervals(A_MINUTE, _ -> 0.9);

        // Then
        assertThat(pressure.pressure()).isZero();
        assertThat(refused(Priority.LOW)).isZero();
    }

    @Test
    void takesOneLongTaskForNoOverload() {
        // When
        for (int i = 0; i < A_MINUTE; i++) {
            now += Duration.ofSeconds(2).toNanos();
            pressure.sample(Duration.ofSeconds(2).toNanos(), now);
            now += Duration.ofMillis(20).toNanos();
            pressure.sample(0, now);
        }

        // Then
        assertThat(pressure.pressure()).isZero();
    }

    /** A loop whose clients wait for their answers: it is late by as much as is let in. */
    @ParameterizedTest
    @ValueSource(doubles = {1.2, 2, 4, 9})
    void settlesWhereTheLagIsOnTarget(double load) {
        // Given
        DoubleUnaryOperator loop = admitted -> load * admitted;
        intervals(A_MINUTE, loop);
        double low = Double.MAX_VALUE;
        double high = 0;

        // When
        for (int i = 0; i < A_MINUTE; i++) {
            intervals(1, loop);
            low = Math.min(low, pressure.pressure());
            high = Math.max(high, pressure.pressure());
        }

        // Then
        double needed = 1 - 1 / load;
        assertThat(low).isBetween(needed - 0.1, needed + 0.1);
        assertThat(high).isBetween(needed - 0.1, needed + 0.1);
    }

    /** A loop whose clients do not wait: what is too much waits longer and longer. */
    @ParameterizedTest
    @ValueSource(doubles = {1.2, 2, 4, 9})
    void settlesWhereAQueueDoesNotGrow(double load) {
        // Given
        double[] queue = {0};
        DoubleUnaryOperator loop = admitted -> {
            queue[0] = Math.clamp(queue[0] + load * admitted - 1, 0, 20);
            return queue[0];
        };

        // When
        intervals(A_MINUTE, loop);

        // Then
        assertThat(pressure.pressure()).isBetween(1 - 1 / load - 0.05, 1 - 1 / load + 0.05);
        assertThat(queue[0]).isBetween(0.8, 1.2);
    }

    @Test
    void refusesLowBeforeNormalAndHighOnlyWhenNothingElseHelps() {
        // When
        intervals(10, _ -> 3);
        double[] first = shares();
        intervals(20, _ -> 3);
        double[] second = shares();
        intervals(A_MINUTE, _ -> 3);
        double[] last = shares();

        // Then
        assertThat(first[0]).isBetween(0.3, 0.9);
        assertThat(first[1]).isZero();
        assertThat(first[2]).isZero();
        assertThat(second[0]).isEqualTo(1);
        assertThat(second[1]).isBetween(0.3, 0.9);
        assertThat(second[2]).isZero();
        assertThat(last[0]).isEqualTo(1);
        assertThat(last[1]).isEqualTo(1);
        assertThat(last[2]).isBetween(0.85, 0.95);
    }

    @Test
    void letsEverybodyInAgainWhenItIsOver() {
        // Given
        intervals(A_MINUTE, _ -> 3);

        // When
        int passed = 0;
        while (pressure.pressure() > 0) {
            intervals(1, _ -> 0);
            passed++;
        }

        // Then
        assertThat(passed).isLessThan(70);
        assertThat(refused(Priority.LOW)).isZero();
    }

    @Test
    void countsWhatItRefuses() {
        // Given
        intervals(A_MINUTE, _ -> 3);

        // When
        double refused = refused(Priority.NORMAL);

        // Then
        assertThat(refused).isEqualTo(1);
        assertThat(meters.counter("shed", "priority", "normal").count()).isEqualTo(1_000);
        assertThat(meters.counter("shed", "priority", "high").count()).isZero();
    }

    /** Lets intervals pass; {@code loop} says how late it is, in targets, when a share of its calls is let in. */
    private void intervals(int count, DoubleUnaryOperator loop) {
        for (int i = 0; i < count; i++) {
            double late = loop.applyAsDouble(1 - Pressure.share(Priority.LOW, pressure.pressure()));
            for (int sample = 0; sample < SAMPLES; sample++) {
                now += Pressure.INTERVAL_NANOS / SAMPLES + 1;
                pressure.sample((long) (late * TARGET.toNanos()), now);
            }
        }
    }

    private double[] shares() {
        return new double[] {refused(Priority.LOW), refused(Priority.NORMAL), refused(Priority.HIGH)};
    }

    private double refused(Priority priority) {
        int refused = 0;
        for (int i = 0; i < 1_000; i++) {
            try {
                pressure.check(priority);
            } catch (Busy busy) {
                assertThat(busy).hasMessageContaining(priority.text());
                refused++;
            }
        }
        return refused / 1_000.0;
    }
}
