// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.backends.memory.MemoryDriver;
import io.prism.backends.redis.RedisDriver;
import io.prism.backends.sqlite.SqliteDriver;
import io.prism.core.OptionMap;
import io.prism.core.failure.Failures;
import io.prism.patterns.keyvalue.KeyValuePattern;
import io.prism.spi.Backend;
import io.prism.spi.Driver;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class DressRehearsalTest {

    private static final int CALLS_OF_KEYVALUE = 3;
    private static final int INITIALIZE_AND_START = 2;

    private Vertx vertx;

    @BeforeAll
    void start() {
        vertx = Vertx.vertx(new io.vertx.core.VertxOptions().setPreferNativeTransport(true));
    }

    @AfterAll
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void playsEveryPatternOnWhatNeedsNothingFromOutside() {
        // When
        int answered = rehearsal(new MemoryDriver(), new SqliteDriver(), new RedisDriver(vertx))
                .run();

        // Then
        assertThat(answered).isEqualTo(INITIALIZE_AND_START + DressRehearsal.ROUNDS * (2 * CALLS_OF_KEYVALUE + 1));
    }

    @Test
    void leavesNothingBehind() {
        // Given
        AtomicReference<Path> used = new AtomicReference<>();
        Driver driver = new Driver() {
            @Override
            public String type() {
                return "sqlite";
            }

            @Override
            public Backend open(String name, OptionMap settings) {
                return new SqliteDriver().open(name, settings);
            }

            @Override
            public Optional<Map<String, String>> rehearsal(Path folder) {
                used.set(folder);
                return new SqliteDriver().rehearsal(folder);
            }
        };

        // When
        int answered = rehearsal(driver).run();

        // Then
        assertThat(answered).isPositive();
        assertThat(used.get()).doesNotExist();
    }

    @Test
    void goesOnWithoutWhenItFails() {
        // Given
        Driver broken = new Driver() {
            @Override
            public String type() {
                return "broken";
            }

            @Override
            public Backend open(String name, OptionMap settings) {
                throw new IllegalStateException("cannot");
            }

            @Override
            public Optional<Map<String, String>> rehearsal(Path folder) {
                return Optional.of(Map.of());
            }
        };

        // Then
        assertThat(rehearsal(broken).run()).isZero();
    }

    private DressRehearsal rehearsal(Driver... drivers) {
        return new DressRehearsal(
                vertx,
                new Failures("test", Clock.systemUTC()),
                List.of(drivers),
                List.of(new KeyValuePattern()),
                DressRehearsal.ROUNDS,
                // What it does is judged here, not how fast this machine is.
                Duration.ofMinutes(1));
    }
}
