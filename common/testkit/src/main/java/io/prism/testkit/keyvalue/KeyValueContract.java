// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.protobuf.ByteString;
import io.prism.core.Deadline;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.operation.Expected;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.testkit.Contract;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;

/** Words that the suites of the data model KeyValue share. */
public abstract class KeyValueContract extends Contract {

    /** Long enough for any call of these suites, also through a gateway on a slow machine. */
    protected static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration RACE = Duration.ofMillis(300);
    private static final AtomicLong TESTS = new AtomicLong();
    private static final String RUN = Long.toString(new Random().nextLong() >>> 1, 36);

    private Keyspace keyspace = new Keyspace("contract", "none");
    private String prefix = "";

    /** Called by JUnit. */
    @BeforeEach
    protected final void chooseNames() {
        keyspace = freshKeyspace();
        prefix = RUN + "-" + TESTS.incrementAndGet() + "/";
    }

    /** What every key of this test starts with; no other test uses it. */
    protected final String prefix() {
        return prefix;
    }

    /** A key that no other test uses. */
    protected final Key key(String name) {
        return new Key(prefix + name);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueBasic basic() {
        return needed(KeyValueBasic.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueTtl ttl() {
        return needed(KeyValueTtl.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueScan scan() {
        return needed(KeyValueScan.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueBatch batch() {
        return needed(KeyValueBatch.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueCas cas() {
        return needed(KeyValueCas.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueCounter counter() {
        return needed(KeyValueCounter.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueTransactional transactional() {
        return needed(KeyValueTransactional.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueIdempotency once() {
        return needed(KeyValueIdempotency.class);
    }

    /** The keyspace of this test. */
    protected final Keyspace keyspace() {
        return keyspace;
    }

    /** The subject as an interface it must have. */
    protected final <T> T needed(Class<T> iface) {
        return opened().as(iface, keyspace)
                .orElseThrow(() -> new AssertionError("the subject has no " + iface.getSimpleName()));
    }

    /** Skips the test when the subject does not have {@code iface}, which is not what the suite is about. */
    protected final void assumeHas(Class<?> iface) {
        assumeThat(opened().as(iface, keyspace).isPresent())
                .as("the subject has %s", iface.getSimpleName())
                .isTrue();
    }

    /** Waits for a call's answer; its failure is thrown. */
    protected static <T> T await(Uni<T> call) {
        return call.await().atMost(PATIENCE);
    }

    /** A deadline that no call of these suites reaches. */
    protected static Deadline soon() {
        return Deadline.in(PATIENCE);
    }

    /** A deadline that is over. */
    protected static Deadline over() {
        return Deadline.in(Duration.ofMillis(-1));
    }

    /** Polls until a condition holds; fails after {@link #PATIENCE}. */
    protected static ConditionFactory eventually() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10));
    }

    /** A value that spells {@code text}. */
    protected static Value value(String text) {
        return new Value(ByteString.copyFromUtf8(text));
    }

    /** A value of random bytes, the same for the same seed. */
    protected static Value random(int bytes, long seed) {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        return new Value(ByteString.copyFrom(content));
    }

    /** Writes and waits. */
    protected final Version put(Key key, String text) {
        return await(basic().set(key, value(text), soon()));
    }

    /** Writes an entry that expires and waits; the subject must have {@link KeyValueTtl}. */
    protected final Version put(Key key, String text, Duration ttl) {
        return await(ttl().set(key, value(text), ttl, soon()));
    }

    /** Reads and waits. */
    protected final Optional<Entry> read(Key key) {
        return await(basic().get(key, soon()));
    }

    /** Whether the key is there. */
    protected final boolean there(Key key) {
        return await(basic().exists(key, soon()));
    }

    /** Asserts that a key reads back as {@code expected}. */
    protected final void assertReads(Key key, Value expected) {
        assertThat(read(key).map(Entry::value)).contains(expected);
    }

    /** Asserts that calls whose deadline is over say so. */
    protected static void assertLate(Uni<?>... calls) {
        for (Uni<?> call : calls) {
            assertThatThrownBy(() -> await(call)).isInstanceOf(DeadlinePassed.class);
        }
    }

    /** An operation of a transaction. */
    protected static Operation set(Key key, String text) {
        return set(key, value(text));
    }

    /** An operation of a transaction. */
    protected static Operation set(Key key, Value value) {
        return new Operation.Set(key, value, Optional.empty());
    }

    /** An operation of a transaction. */
    protected static Operation set(Key key, String text, Duration ttl) {
        return new Operation.Set(key, value(text), Optional.of(ttl));
    }

    /** An operation of a transaction. */
    protected static Operation delete(Key key) {
        return new Operation.Delete(key);
    }

    /** An operation of a transaction. */
    protected static Operation get(Key key) {
        return new Operation.Get(key);
    }

    /** Writes a key that must be absent; it never expires. */
    protected static Operation.CompareAndSwap create(Key key, String text) {
        return new Operation.CompareAndSwap(key, value(text), new Expected.Absent(), Optional.empty());
    }

    /** Writes a key that must be absent; it expires. */
    protected static Operation.CompareAndSwap create(Key key, String text, Duration ttl) {
        return new Operation.CompareAndSwap(key, value(text), new Expected.Absent(), Optional.of(ttl));
    }

    /** Writes a key that must have a version; it never expires then. */
    protected static Operation.CompareAndSwap swap(Key key, Version expected, String text) {
        return new Operation.CompareAndSwap(key, value(text), new Expected.At(expected), Optional.empty());
    }

    /** Writes a key that must have a version; it expires then. */
    protected static Operation.CompareAndSwap swap(Key key, Version expected, String text, Duration ttl) {
        return new Operation.CompareAndSwap(key, value(text), new Expected.At(expected), Optional.of(ttl));
    }

    /** Deletes a key that must have a version. */
    protected static Operation remove(Key key, Version expected) {
        return new Operation.CompareAndDelete(key, expected);
    }

    /** Adds to a counter that starts at zero and never expires. */
    protected static Operation.Increment add(Key key, long delta) {
        return new Operation.Increment(key, delta, 0, Optional.empty());
    }

    /** Adds to a counter that starts at zero and expires if this creates it. */
    protected static Operation.Increment add(Key key, long delta, Duration ttl) {
        return new Operation.Increment(key, delta, 0, Optional.of(ttl));
    }

    /** Runs {@code work} on as many threads, started together; answers come in the order of the callers' numbers. */
    protected static <T> List<T> atOnce(int callers, IntFunction<T> work) {
        // Not virtual threads: readers that never block would keep the writer they wait for from ever running.
        try (var threads = Executors.newFixedThreadPool(callers)) {
            var start = new CompletableFuture<Boolean>();
            var running = IntStream.range(0, callers)
                    .mapToObj(caller -> start.thenApplyAsync(_ -> work.apply(caller), threads)
                            .orTimeout(PATIENCE.toSeconds() * 3, TimeUnit.SECONDS))
                    .toList();
            start.complete(true);
            return running.stream().map(CompletableFuture::join).toList();
        }
    }

    /** As {@link #atOnce(int, IntFunction)}, many times: all callers start each round together. */
    protected static <T> List<List<T>> inRounds(int rounds, int callers, BiFunction<Integer, Integer, T> work) {
        var start = new CyclicBarrier(callers);
        return atOnce(
                callers,
                caller -> IntStream.range(0, rounds)
                        .mapToObj(round -> {
                            pass(start);
                            return work.apply(round, caller);
                        })
                        .toList());
    }

    /**
     * Repeats {@code work} so often that a race is likely to be met: on a fast subject for some tenths of a second, on
     * a slow one {@code least} times.
     *
     * @return how often it was done
     */
    protected static int repeat(int least, IntConsumer work) {
        var enough = Deadline.in(RACE);
        int times = 0;
        while (times < least || !enough.passed()) {
            work.accept(times++);
        }
        return times;
    }

    /**
     * Whether an entry that had the version {@code first} may have the version {@code later} now.
     *
     * @param successors which version was swapped for which
     */
    protected static boolean follows(Version first, Version later, Map<Version, Version> successors) {
        var at = first;
        while (at != null && !at.equals(later)) {
            at = successors.get(at);
        }
        return at != null;
    }

    private static void pass(CyclicBarrier start) {
        try {
            start.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException late) {
            throw new AssertionError("another caller failed, or took too long", late);
        }
    }
}
