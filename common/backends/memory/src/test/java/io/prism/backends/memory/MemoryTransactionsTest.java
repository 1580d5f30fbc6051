// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.prism.backends.memory.keyvalue.ExpirySweeper;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Expected;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Transaction;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class MemoryTransactionsTest {

    private static final Keyspace KEYSPACE = new Keyspace("demo", "kv");
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void undoesATransactionThatFindsNoRoomForAllItsKeys() {
        // Given
        var backend = open(Map.of("max-keys", "3"));
        execute(backend, set("a", 10), set("b", 10));
        var before = await(backend.health());

        // When
        var call = transactional(backend).execute(List.of(delete("a"), set("c", 1), set("d", 1), set("e", 1)), soon());

        // Then
        assertThatThrownBy(() -> await(call))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse())
                .hasMessageContaining("is full");
        assertThat(Stream.of("a", "b", "c", "d", "e")
                        .filter(name -> get(backend, name).isPresent()))
                .containsExactly("a", "b");
        assertThat(await(backend.health())).isEqualTo(before);
    }

    @Test
    void undoesATransactionThatFindsNoRoomForAllItsBytes() {
        // Given
        var backend = open(Map.of("max-bytes", "100B"));
        execute(backend, set("a", 59));

        // When
        var call = transactional(backend).execute(List.of(set("b", 19), set("c", 20)), soon());

        // Then
        assertThatThrownBy(() -> await(call)).isInstanceOf(BackendDown.class).hasMessageContaining("60 bytes");
        execute(backend, set("b", 19), set("c", 19));
        assertThat(message(backend)).contains("100 bytes");
    }

    @Test
    void countsOnlyWhatATransactionLeaves() {
        // Given
        var backend = open(Map.of("max-keys", "2", "max-bytes", "100B"));
        execute(backend, set("a", 40), set("b", 40));

        // When: on the way it would need more than there is.
        var transaction = execute(backend, set("c", 90), set("d", 90), delete("c"), set("d", 30), delete("a"));

        // Then
        assertThat(transaction.committed()).isTrue();
        assertThat(message(backend)).contains("2 keys").contains("72 bytes");
    }

    @Test
    void refusesAValueThatCanNeverFitAndUndoesTheRest() {
        // Given
        var backend = open(Map.of("max-bytes", "100B"));

        // When
        var call = transactional(backend).execute(List.of(set("a", 1), set("b", 101)), soon());

        // Then
        assertThatThrownBy(() -> await(call)).isInstanceOf(TooLarge.class);
        assertThat(message(backend)).contains(" 0 keys").contains(" 0 bytes");
    }

    @Test
    void refusesMoreThanItMayHoldAlsoUnderACondition() {
        // Given
        var backend = open(Map.of("max-keys", "1", "max-bytes", "100B"));
        var cas = backend.as(KeyValueCas.class, KEYSPACE).orElseThrow();
        var counter = backend.as(KeyValueCounter.class, KEYSPACE).orElseThrow();
        execute(backend, set("a", 90));
        var version = get(backend, "a").orElseThrow().version();

        // When, Then
        assertThatThrownBy(() -> await(cas.compareAndSwap(create("b"), soon()))).isInstanceOf(BackendDown.class);
        assertThatThrownBy(() -> await(counter.increment(add("b"), soon()))).isInstanceOf(BackendDown.class);
        assertThatThrownBy(() -> await(cas.compareAndSwap(swap("a", version, 101), soon())))
                .isInstanceOf(TooLarge.class);
        assertThat(await(cas.compareAndSwap(swap("a", version, 99), soon())).matched())
                .isTrue();
        assertThat(message(backend)).contains(" 1 keys").contains("100 bytes");
    }

    @Test
    void refusesExpiriesThatMakeNoSenseAndNamesTheOperation() {
        // Given
        var backend = open(Map.of());
        var none = Optional.of(Duration.ZERO);
        var operations = List.of(
                new Operation.Set(new Key("a"), Value.EMPTY, none),
                new Operation.CompareAndSwap(new Key("a"), Value.EMPTY, new Expected.Absent(), none),
                new Operation.Increment(new Key("a"), 1, 0, none),
                new Operation.Expire(new Key("a"), Duration.ofMillis(-1)));

        // When, Then
        operations.forEach(operation -> assertThatThrownBy(() -> execute(backend, set("b", 1), operation))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.field()).isEqualTo("operations[1].ttl")));
        assertThat(message(backend)).contains(" 0 keys");
    }

    @Test
    void countsBackToNothingAfterAnyTransactions() {
        // Given
        var backend = open(Map.of("max-bytes", "4KiB", "max-keys", "20"));
        var random = new Random(3);
        int ended = 0;

        // When
        for (int i = 0; i < 5000; i++) {
            var operations = IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(_ -> anyOperation(random))
                    .toList();
            try {
                ended += await(transactional(backend).execute(operations, soon()))
                                .committed()
                        ? 1
                        : 0;
            } catch (BackendDown | Rejected refused) {
                assertThat(refused).isNotNull();
            }
            now.updateAndGet(at -> at.plusMillis(random.nextInt(3)));
        }
        execute(backend, IntStream.range(0, 30).mapToObj(i -> delete("k" + i)).toArray(Operation[]::new));

        // Then
        assertThat(ended).isBetween(1000, 4999);
        assertThat(message(backend)).contains(" 0 keys").contains(" 0 bytes");
    }

    @Test
    void sweepsWhatExpiresAlsoWhenItsExpiryWasTakenAndGivenBackInOneTransaction() {
        // Given
        var backend = open(Map.of());
        var key = new Key("a");
        var second = Duration.ofSeconds(1);
        execute(backend, new Operation.Set(key, Value.EMPTY, Optional.of(second)));

        // When
        execute(backend, new Operation.Persist(key), new Operation.Expire(key, second));
        execute(backend, new Operation.Expire(key, second));
        now.updateAndGet(at -> at.plusMillis(1000 + ExpirySweeper.GRACE_MS));

        // Then
        Awaitility.await().until(() -> message(backend).contains(" 0 keys"));
    }

    @Test
    void countsWhatItRemembersAndSweepsItWhenTheWindowIsOver() {
        // Given
        var backend = open(Map.of());
        once(backend, "t1", "request", set("a", 10));
        once(backend, "t2", "request", set("a", 10));

        // When
        var full = message(backend);
        now.updateAndGet(at -> at.plus(WINDOW).plusMillis(ExpirySweeper.GRACE_MS));

        // Then
        assertThat(full).contains("3 keys").contains("among them: 2");
        Awaitility.await().until(() -> message(backend).contains(" 1 keys"));
        assertThat(message(backend)).contains(" 11 bytes").doesNotContain("among them");
    }

    @Test
    void doesNothingThatItHasNoRoomToRemember() {
        // Given
        var backend = open(Map.of("max-keys", "2"));
        once(backend, "t", "request", set("a", 1));

        // When, Then
        assertThatThrownBy(() -> once(backend, "u", "request", set("a", 5)))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("among them: 1");
        assertThatThrownBy(() -> once(backend, "v", "request", create("a"))).isInstanceOf(BackendDown.class);
        assertThat(get(backend, "a").orElseThrow().value().bytes().size()).isEqualTo(1);
        assertThat(once(backend, "t", "request", set("a", 1)).committed()).isTrue();
    }

    @Test
    void boundsTheBytesOfWhatItRemembers() {
        // Given
        var backend = open(Map.of("max-bytes", "2100B"));
        execute(backend, set("a", 1000));

        // When
        once(backend, "t", "request", new Operation.Get(new Key("a")));

        // Then
        assertThatThrownBy(() -> once(backend, "u", "request", new Operation.Get(new Key("a"))))
                .isInstanceOf(BackendDown.class);
    }

    @Test
    void makesRoomByForgettingOutcomesWhoseWindowIsOver() {
        // Given
        var backend = open(Map.of("max-keys", "2"));
        once(backend, "t", "request", set("a", 1));

        // When
        now.updateAndGet(at -> at.plus(WINDOW));

        // Then
        assertThat(execute(backend, set("b", 1)).committed()).isTrue();
        assertThat(await(backend.health()).state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void forgetsAnOutcomeExactlyWhenItsWindowIsOver() {
        // Given
        var backend = open(Map.of());
        var first = once(backend, "t", "request", add("n"));

        // When
        now.updateAndGet(at -> at.plus(WINDOW).minusMillis(1));
        var second = once(backend, "t", "request", add("n"));
        now.updateAndGet(at -> at.plusMillis(1));
        var third = once(backend, "t", "another request", add("n"));

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(third).isNotEqualTo(first);
        assertThat(message(backend)).contains("among them: 1");
    }

    @Test
    void neverShowsHalfATransactionInAPage() {
        // Given: exactly one of many keys is there at any time.
        var backend = open(Map.of());
        var scan = backend.as(KeyValueScan.class, KEYSPACE).orElseThrow();
        var all = new Range("k", Optional.empty());
        execute(backend, set("k0", 1));
        var moving = new AtomicBoolean(true);
        var seen = new ArrayList<Integer>();

        // When
        try (var threads = Executors.newFixedThreadPool(2)) {
            var mover = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; moving.get(); i = (i + 7) % 30) {
                            execute(backend, delete("k" + i), set("k" + (i + 7) % 30, 1));
                        }
                    },
                    threads);
            for (int i = 0; i < 20_000; i++) {
                seen.add(await(scan.scanKeys(all, new Bound(100, 1 << 20), soon()))
                        .items()
                        .size());
            }
            moving.set(false);
            mover.join();
        }

        // Then
        assertThat(seen).containsOnly(1);
    }

    private Operation anyOperation(Random random) {
        var key = new Key("k" + random.nextInt(30));
        Optional<Duration> ttl =
                random.nextInt(3) == 0 ? Optional.of(Duration.ofMillis(1 + random.nextInt(20))) : Optional.empty();
        return switch (random.nextInt(7)) {
            case 0 -> new Operation.Delete(key);
            case 1 -> new Operation.CompareAndSwap(key, bytes(random.nextInt(500)), new Expected.Absent(), ttl);
            case 2 -> new Operation.Increment(key, random.nextInt(100), 0, ttl);
            case 3 -> new Operation.Expire(key, Duration.ofMillis(random.nextInt(20)));
            case 4 -> new Operation.Persist(key);
            case 5 -> new Operation.Set(key, new Value(ByteString.copyFromUtf8("41")), ttl);
            default -> new Operation.Set(key, bytes(random.nextInt(500)), ttl);
        };
    }

    private Backend open(Map<String, String> options) {
        return new MemoryDriver(now::get)
                .open("mem", Catalogue.builtIn().backend("memory").orElseThrow().settings("backends.mem", options));
    }

    private static KeyValueTransactional transactional(Backend backend) {
        return backend.as(KeyValueTransactional.class, KEYSPACE).orElseThrow();
    }

    private static Transaction execute(Backend backend, Operation... operations) {
        return await(transactional(backend).execute(List.of(operations), soon()));
    }

    private static Transaction once(Backend backend, String token, String request, Operation operation) {
        return await(backend.as(KeyValueIdempotency.class, KEYSPACE)
                .orElseThrow()
                .executeOnce(List.of(operation), new IdempotencyToken(token, request, WINDOW), soon()));
    }

    private static Optional<Entry> get(Backend backend, String name) {
        return await(backend.as(KeyValueBasic.class, KEYSPACE).orElseThrow().get(new Key(name), soon()));
    }

    private static String message(Backend backend) {
        return await(backend.health()).message();
    }

    private static Operation set(String name, int bytes) {
        return new Operation.Set(new Key(name), bytes(bytes), Optional.empty());
    }

    private static Operation delete(String name) {
        return new Operation.Delete(new Key(name));
    }

    private static Operation.CompareAndSwap create(String name) {
        return new Operation.CompareAndSwap(new Key(name), bytes(1), new Expected.Absent(), Optional.empty());
    }

    private static Operation.CompareAndSwap swap(String name, Version expected, int bytes) {
        return new Operation.CompareAndSwap(new Key(name), bytes(bytes), new Expected.At(expected), Optional.empty());
    }

    private static Operation.Increment add(String name) {
        return new Operation.Increment(new Key(name), 1, 0, Optional.empty());
    }

    private static Value bytes(int count) {
        return new Value(ByteString.copyFrom(new byte[count]));
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(20));
    }
}
