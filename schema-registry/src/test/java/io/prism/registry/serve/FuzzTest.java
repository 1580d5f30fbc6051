// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random calls, of which none may find a defect. {@code -Dprism.fuzz.seconds=600} lasts longer, {@code
 * -Dprism.fuzz.seed=7} begins elsewhere. A call that finds something is printed with the seed of its thread.
 */
@QuarkusTest
@TestProfile(Alone.class)
class FuzzTest {

    private static final int SECONDS = Integer.getInteger("prism.fuzz.seconds", 5);
    private static final long SEED = Long.getLong("prism.fuzz.seed", 20260101L);
    private static final int THREADS = 4;
    /** What calls at random come by, sooner or later: a slow machine gets more time for it. */
    private static final List<Integer> EXPECTED = List.of(200, 404, 409, 422);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int LOST_MAX = 10;
    private static final int REFUSED = 400;
    private static final int DEFECT = 500;

    private final ConcurrentLinkedQueue<String> defects = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lostByTheClient = new AtomicInteger();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    /** How often each operation was called, and how often with success. */
    private final Map<String, AtomicInteger> called = new ConcurrentHashMap<>();

    private final Map<String, AtomicInteger> succeeded = new ConcurrentHashMap<>();

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void noCallFindsADefect() throws InterruptedException, ExecutionException {
        // Given
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);

        // When
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < THREADS; i++) {
                long seed = SEED + i;
                running.add(threads.submit(() -> fuzz(seed, end)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }

        // Then
        report();
        assertThat(defects).isEmpty();
        assertThat(lostByTheClient).hasValueLessThan(LOST_MAX);
        assertThat(statuses.keySet()).containsAll(EXPECTED);
        assertThat(statuses.values().stream().mapToInt(AtomicInteger::get).sum())
                .isGreaterThan(100);
    }

    private void fuzz(long seed, long end) {
        RandomCalls calls = new RandomCalls(seed);
        while (goesOn(end) && defects.size() < 10) {
            RandomCalls.Call call = calls.next();
            count(called, call.operation());
            answer(seed, call).ifPresent(answer -> judge(seed, call, answer));
        }
    }

    /** Empty when there was none; whose fault that is, is noted. */
    private Optional<Answer> answer(long seed, RandomCalls.Call call) {
        try {
            return Optional.of(Rest.send(Rest.request(call.path())
                    .method(call.method(), BodyPublishers.ofString(call.body()))
                    .header("Content-Type", call.type())));
        } catch (AssertionError unanswered) {
            if (isOfTheClient(unanswered)) {
                lostByTheClient.incrementAndGet();
            } else {
                defects.add("seed %d: %s -> %s".formatted(seed, call, unanswered.getCause()));
            }
            return Optional.empty();
        }
    }

    private void judge(long seed, RandomCalls.Call call, Answer answer) {
        count(statuses, answer.status());
        if (answer.status() < REFUSED) {
            count(succeeded, call.operation());
        }
        if (answer.status() >= DEFECT || isBare(answer)) {
            defects.add("seed %d: %s -> %d %s".formatted(seed, call, answer.status(), answer.body()));
        }
    }

    private boolean goesOn(long end) {
        long over = System.nanoTime() - end;
        return over < 0 || (over < PATIENCE.toNanos() && !statuses.keySet().containsAll(EXPECTED));
    }

    private static <K> void count(Map<K, AtomicInteger> counts, K what) {
        counts.computeIfAbsent(what, _ -> new AtomicInteger()).incrementAndGet();
    }

    private void report() {
        System.out.printf(
                "fuzz: statuses %s in %d s from seed %d; answers lost by the client %s%n",
                new TreeMap<>(statuses), SECONDS, SEED, lostByTheClient);
        new TreeMap<>(called)
                .forEach((operation, calls) -> System.out.printf(
                        "fuzz: %-60s %,9d calls, %,9d with success%n",
                        operation,
                        calls.get(),
                        succeeded.getOrDefault(operation, new AtomicInteger()).get()));
    }

    /**
     * The JDK's client (25, {@code ConnectionPool.cleanup}: "this should not happen") now and then takes an answer for data
     * that came while nobody used the connection.
     */
    private static boolean isOfTheClient(Throwable unanswered) {
        return Stream.iterate(unanswered, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> Objects.equals(cause.getMessage(), "Data received while in pool"));
    }

    /** A refusal always says what is wrong. */
    private static boolean isBare(Answer answer) {
        return answer.status() >= REFUSED && !answer.body().startsWith("{\"error_code\":");
    }
}
