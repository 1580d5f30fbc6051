// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.bench.load.ClosedLoop;
import io.prism.bench.load.OpenLoop;
import io.prism.bench.load.RunTiming;
import io.prism.bench.load.Sample;
import io.prism.bench.load.Ticks;
import io.prism.bench.target.BenchTarget;
import io.prism.bench.target.Fill;
import io.prism.bench.target.Scenario;
import io.prism.bench.target.TargetAddress;
import io.prism.bench.target.TargetFailure;
import io.prism.bench.target.Use;
import io.prism.bench.target.open.Targets;
import io.prism.testkit.server.RedisServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DriverTargetTest {

    private static final Use USE = new Use(3, 250, Duration.ofSeconds(2));
    private static final RunTiming TIMING =
            new RunTiming(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofSeconds(2));

    private final Vertx vertx = Vertx.vertx();
    private final Targets targets = new Targets(vertx);

    @AfterEach
    void close() {
        targets.close();
        vertx.close();
    }

    @ParameterizedTest
    @EnumSource
    void answersEveryScenarioFromMemory(Scenario scenario) throws TargetFailure, InterruptedException {
        // Given an earlier target that has written, as between the slices of a run
        TargetAddress memory = TargetAddress.parse("direct=driver:memory/bench").orElseThrow();
        try (BenchTarget earlier = targets.open(memory, USE)) {
            Fill.write(earlier, scenario, USE);
        }

        // When
        try (BenchTarget target = targets.open(memory, USE)) {
            Sample sample = new ClosedLoop(Ticks.system(), 6).run(target.calls(scenario), TIMING);

            // Then
            assertThat(sample.ok()).isPositive();
            assertThat(sample.failed()).isEmpty();
            assertThat(sample.unfinished()).isZero();
            switch (scenario.kind()) {
                case GET, SET -> assertThat(sample.messages()).isZero();
                case SCAN -> assertThat(sample.messages()).isGreaterThanOrEqualTo(sample.ok() * 100 - 600);
                case STREAM -> assertThat(sample.messages()).isGreaterThanOrEqualTo(sample.ok() * 250 - 1_500);
            }
        }
    }

    @Test
    void keepsThePace() throws TargetFailure, InterruptedException {
        // Given
        TargetAddress memory = TargetAddress.parse("direct=driver:memory/bench").orElseThrow();
        try (BenchTarget target = targets.open(memory, USE)) {
            Fill.write(target, Scenario.GET_64, USE);

            // When the rate is one at which calls are sent in groups
            Sample sample = new OpenLoop(Ticks.system(), 10_000, 1_000, 3).run(target.calls(Scenario.GET_64), TIMING);

            // Then
            assertThat(sample.ok()).isEqualTo(2_000);
            assertThat(sample.unfinished()).isZero();
        }
    }

    @Test
    void answersFromRedis() throws TargetFailure, InterruptedException {
        // Given
        TargetAddress redis = TargetAddress.parse(
                        "direct=driver:" + RedisServer.shared().address() + "/bench-test")
                .orElseThrow();
        try (BenchTarget target = targets.open(redis, USE)) {
            Fill.write(target, Scenario.SCAN_100, USE);

            // When
            Sample sample = new ClosedLoop(Ticks.system(), 4).run(target.calls(Scenario.SCAN_100), TIMING);

            // Then
            assertThat(sample.ok()).isPositive();
            assertThat(sample.failed()).isEmpty();
        }
    }

    @Test
    void saysThatThereIsNoServer() throws IOException {
        // Given
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        TargetAddress gone = TargetAddress.parse("direct=driver:redis://127.0.0.1:" + nobody + "/bench")
                .orElseThrow();

        // Then
        try (BenchTarget target = targets.open(gone, USE)) {
            assertThatThrownBy(() -> Fill.write(target, Scenario.SET_64, USE))
                    .isInstanceOf(TargetFailure.class)
                    .hasMessageStartingWith("target 'direct' (driver:redis:");
        }
    }
}
