// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.prism.core.Consistency;
import io.prism.core.Deadline;
import io.prism.core.Durability;
import io.prism.core.Keyspace;
import io.prism.core.TransactionIsolation;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.Guarantees;
import io.prism.spi.ModelGuarantees;
import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryLimitsTest {

    private static final Keyspace KEYSPACE = new Keyspace("demo", "kv");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryDriver driver = new MemoryDriver(() -> now);

    @Test
    void refusesAKeyMoreThanItMayHold() {
        // Given
        var keys = basic(open(Map.of("max-keys", "2")));
        set(keys, "a", 1);
        set(keys, "b", 1);

        // When
        var third = keys.set(new Key("c"), Value.EMPTY, Deadline.NONE);

        // Then
        assertThatThrownBy(() -> await(third))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse())
                .hasMessageContaining("is full: it holds 2 keys of at most 2");
        set(keys, "a", 5);
        assertThat(await(keys.delete(new Key("b"), Deadline.NONE))).isTrue();
        set(keys, "c", 1);
    }

    @Test
    void refusesMoreBytesThanItMayHold() {
        // Given
        var keys = basic(open(Map.of("max-bytes", "100B")));
        set(keys, "a", 90);

        // When
        var more = keys.set(new Key("b"), random(9), Deadline.NONE);

        // Then
        assertThatThrownBy(() -> await(more)).isInstanceOf(BackendDown.class).hasMessageContaining("91 bytes");
        set(keys, "a", 10);
        set(keys, "b", 88);
    }

    @Test
    void refusesAValueThatCanNeverFit() {
        // Given
        var keys = basic(open(Map.of("max-bytes", "100B")));

        // When
        var call = keys.set(new Key("a"), random(101), Deadline.NONE);

        // Then
        assertThatThrownBy(() -> await(call)).isInstanceOf(TooLarge.class);
    }

    @Test
    void makesRoomByDroppingWhatHasExpired() {
        // Given
        var backend = open(Map.of("max-keys", "1"));
        var ttl = backend.as(KeyValueTtl.class, KEYSPACE).orElseThrow();
        await(ttl.set(new Key("a"), Value.EMPTY, Duration.ofMillis(1), Deadline.NONE));

        // When
        now = now.plusMillis(1);

        // Then
        set(basic(backend), "b", 1);
    }

    @Test
    void failsOnlyThePartsOfABatchThatDoNotFit() {
        // Given
        var batch =
                open(Map.of("max-keys", "2")).as(KeyValueBatch.class, KEYSPACE).orElseThrow();

        // When
        var outcomes = await(batch.setAll(
                IntStream.range(0, 3)
                        .mapToObj(i -> new KeyValueBatch.Write(new Key("k" + i), Value.EMPTY, Optional.empty()))
                        .toList(),
                Deadline.NONE));

        // Then
        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.subList(0, 2)).allMatch(PartOutcome.Done.class::isInstance);
        assertThat(outcomes.getLast()).isInstanceOf(PartOutcome.Failed.class);
    }

    @Test
    void isDegradedWhenNearlyFull() {
        // Given
        var backend = open(Map.of("max-keys", "10"));
        var keys = basic(backend);
        IntStream.range(0, 8).forEach(i -> set(keys, "k" + i, 1));
        var before = await(backend.health());

        // When
        set(keys, "k8", 1);

        // Then
        assertThat(before.state()).isEqualTo(State.UP);
        assertThat(before.message()).contains("8 keys");
        assertThat(await(backend.health()).state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void expiresExactlyWhenTheClockSaysSo() {
        // Given
        var backend = open(Map.of());
        var ttl = backend.as(KeyValueTtl.class, KEYSPACE).orElseThrow();
        await(ttl.set(new Key("a"), Value.EMPTY, Duration.ofMillis(5), Deadline.NONE));

        // When
        now = now.plusMillis(4);
        boolean before = await(basic(backend).exists(new Key("a"), Deadline.NONE));
        now = now.plusMillis(1);

        // Then
        assertThat(before).isTrue();
        assertThat(await(basic(backend).exists(new Key("a"), Deadline.NONE))).isFalse();
    }

    @Test
    void neverRepeatsAVersionAfterARestart() {
        // Given
        var before = await(basic(open(Map.of())).set(new Key("a"), Value.EMPTY, Deadline.NONE));

        // When
        now = now.plusMillis(1);
        var after = await(basic(open(Map.of())).set(new Key("a"), Value.EMPTY, Deadline.NONE));

        // Then
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void answersNothingOnceClosed() {
        // Given
        var backend = open(Map.of());
        var keys = basic(backend);

        // When
        backend.close();
        backend.close();

        // Then
        assertThatThrownBy(() -> await(keys.get(new Key("a"), Deadline.NONE)))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("is closed");
        assertThat(await(backend.health()).state()).isEqualTo(State.DOWN);
    }

    @Test
    void saysWhatItPromises() {
        // Given
        var backend = open(Map.of());

        // When
        var guarantees = backend.guarantees().await().indefinitely();

        // Then
        assertThat(guarantees)
                .isEqualTo(new Guarantees(
                        Durability.NONE,
                        "entries are on the heap",
                        new ModelGuarantees.KeyValue(
                                Consistency.LINEARIZABLE,
                                TransactionIsolation.SERIALIZABLE,
                                Duration.ZERO,
                                256L << 20)));
        assertThat(driver.type()).isEqualTo("memory");
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        // Given
        var bad = List.of(
                Map.of("max-keys", "0"),
                Map.of("max-keys", "many"),
                Map.of("max-bytes", "0B"),
                Map.of("max-bytes", "1 furlong"));

        // When // Then
        bad.forEach(options -> assertThatThrownBy(() -> open(options))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("backends.mem.max-"));
    }

    private Backend open(Map<String, String> options) {
        return driver.open(
                "mem", Catalogue.builtIn().backend("memory").orElseThrow().settings("backends.mem", options));
    }

    private static KeyValueBasic basic(Backend backend) {
        return backend.as(KeyValueBasic.class, KEYSPACE).orElseThrow();
    }

    private static void set(KeyValueBasic keys, String name, int bytes) {
        await(keys.set(new Key(name), random(bytes), Deadline.NONE));
    }

    private static Value random(int bytes) {
        return new Value(ByteString.copyFrom(new byte[bytes]));
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(5));
    }
}
