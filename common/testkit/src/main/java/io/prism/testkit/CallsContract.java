// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
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

/** What the suites of every data model share: names of their own, waiting for calls, rounds of callers that race. */
public abstract class CallsContract extends Contract {

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

    /** Asserts that calls whose deadline is over say so. */
    protected static void assertLate(Uni<?>... calls) {
        for (Uni<?> call : calls) {
            assertThatThrownBy(() -> await(call)).isInstanceOf(DeadlinePassed.class);
        }
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

    private static void pass(CyclicBarrier start) {
        try {
            start.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException late) {
            throw new AssertionError("another caller failed, or took too long", late);
        }
    }
}
