// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.backends.postgres.BackendsTest;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.testkit.server.FaultProxy;
import io.prism.testkit.server.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server ends, is killed, and comes back, while it is being used. */
class OutagesTest extends BackendsTest {

    private static final int WRITERS = 16;
    private static final int ATTEMPTS = 10;
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofSeconds(3);

    private PostgresServer server = PostgresServer.shared();

    @BeforeAll
    void start() {
        server = PostgresServer.started(PostgresServer.DURABLE);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Threads that write and read all the time, and what they met. */
    private static final class Load {
        private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private final Set<Class<?>> failures = ConcurrentHashMap.newKeySet();
        private final Set<String> unexpected = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean running = new AtomicBoolean(true);
        private final AtomicInteger failed = new AtomicInteger();
        private final List<Thread> threads;

        Load(Backend backend) {
            var keys = as(backend, KeyValueBasic.class);
            threads = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> Thread.ofPlatform().start(() -> {
                        for (int i = 0; running.get(); i++) {
                            step(keys, writer % 2 == 0 ? "set-%d-%d" : "cas-%d-%d", writer, i);
                        }
                    }))
                    .toList();
        }

        private void step(KeyValueBasic keys, String form, int writer, int i) {
            var key = new Key(form.formatted(writer, i));
            long start = System.nanoTime();
            try {
                await(keys.set(key, value("x"), Deadline.in(DEADLINE)));
                acknowledged.add(key.name());
                if (await(keys.get(key, Deadline.in(DEADLINE))).isEmpty()) {
                    unexpected.add("an acknowledged key is not there");
                }
            } catch (BackendDown | Busy | DeadlinePassed failure) {
                failures.add(failure.getClass());
                failed.incrementAndGet();
            } catch (GatewayException failure) {
                unexpected.add(failure.toString());
            }
            if (System.nanoTime() - start > DEADLINE.multipliedBy(2).plus(SLACK).toNanos()) {
                unexpected.add("a call took longer than its deadline");
            }
        }

        void awaitWrites(int more) {
            int before = acknowledged.size();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() >= before + more);
        }

        void end() throws InterruptedException {
            running.set(false);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Test
    void losesNothingAndRecoversWhenTheServerIsStoppedAndStartedUnderLoad() throws InterruptedException {
        // Given
        String url = server.database();
        var backend = open(url, Map.of());
        var load = new Load(backend);
        load.awaitWrites(500);

        // When
        var recoveries = new ArrayList<Long>();
        for (int round = 0; round < 3; round++) {
            server.stop();
            assertThat(await(backend.health()).state()).isEqualTo(State.DOWN);
            server.start();
            long start = System.nanoTime();
            load.awaitWrites(WRITERS);
            recoveries.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
            load.awaitWrites(200);
        }
        load.end();

        // Then
        System.out.println("acknowledged keys after three restarts: " + load.acknowledged.size() + ", failed calls: "
                + load.failed + ", writes again after (ms): " + recoveries);
        assertThat(load.unexpected).isEmpty();
        assertThat(load.failures).contains(BackendDown.class);
        assertThat(recoveries).allMatch(ms -> ms < 3000);
        assertAllThere(url, load.acknowledged);
        assertThat(await(backend.health()).state()).isEqualTo(State.UP);
    }

    @Test
    void losesNoAcknowledgedWriteWhenTheServerIsKilledUnderLoad() throws InterruptedException {
        // Given
        String url = server.database();
        var backend = open(url, Map.of("pool.max", "8"));
        var load = new Load(backend);

        // When
        for (int round = 0; round < 3; round++) {
            load.awaitWrites(1000);
            server.kill();
            server.start();
        }
        load.awaitWrites(WRITERS);
        load.end();

        // Then
        System.out.println("acknowledged keys checked after kill -9 of the server: " + load.acknowledged.size()
                + ", failed calls: " + load.failed);
        assertThat(load.unexpected).isEmpty();
        assertThat(load.acknowledged).hasSizeGreaterThanOrEqualTo(3000);
        assertAllThere(url, load.acknowledged);
    }

    @Test
    void doesNotFloodAServerThatIsDown() throws InterruptedException {
        // Given
        try (var proxy = FaultProxy.to("127.0.0.1", 1)) {
            var backend = open(server.url().replace(":" + server.port(), ":" + proxy.port()), Map.of());

            // When
            long start = System.nanoTime();
            var load = new Load(backend);
            Awaitility.await().until(() -> proxy.connections() >= ATTEMPTS);
            var lasted = Duration.ofNanos(System.nanoTime() - start);
            load.end();

            // Then
            System.out.println("failed calls: " + load.failed + ", attempts to connect: " + proxy.connections());
            assertThat(lasted).isGreaterThan(Duration.ofMillis(200).multipliedBy(ATTEMPTS - 2));
            assertThat(load.failed.get()).isGreaterThan(1000);
            assertThat(load.failures).containsOnly(BackendDown.class);
        }
    }

    @Test
    void readsAgainAndSaysThatAWriteMayHaveHappenedWhenTheAnswerIsLost() {
        // Given
        String url = server.database();
        try (var proxy = FaultProxy.to("127.0.0.1", server.port())) {
            var backend = open(url.replace(":" + server.port(), ":" + proxy.port()), Map.of("pool.max", "2"));
            set(backend, "a", "1");
            assertThat(text(backend, "a")).contains("1");

            // When
            proxy.cutAfter(FaultProxy.Towards.CLIENT, 0);
            var read = text(backend, "a");
            proxy.cutAfter(FaultProxy.Towards.CLIENT, 0);
            var failure = failureOf(() -> set(backend, "a", "2"));

            // Then
            assertThat(read).contains("1");
            assertThat(proxy.resets()).isEqualTo(2);
            assertThat(failure)
                    .get()
                    .isInstanceOfSatisfying(
                            BackendDown.class,
                            down -> assertThat(down.mayHaveHappened()).isTrue());
            assertThat(text(backend, "a")).contains("2");
            set(backend, "a", "3");
        }
    }

    @Test
    void neverTellsAnUntruthAboutATransactionWhoseConnectionIsCutAnywhere() {
        // Given
        String url = server.database();
        try (var proxy = FaultProxy.to("127.0.0.1", server.port())) {
            var backend = open(url.replace(":" + server.port(), ":" + proxy.port()), Map.of("pool.max", "2"));
            var transactions = as(backend, KeyValueTransactional.class);
            set(backend, "warm", "up");
            int unknown = 0;
            int again = 0;

            for (int bytes = 0; bytes < 300; bytes += 3) {
                // Given
                await(transactions.execute(List.of(new Operation.Get(new Key("warm"))), soon()));
                await(transactions.execute(List.of(add("warm")), soon()));

                // When
                var names = List.of("a" + bytes, "b" + bytes);
                var operations = names.stream().map(OutagesTest::add).toList();
                long resets = proxy.resets();
                proxy.cutAfter(FaultProxy.Towards.CLIENT, bytes);
                var failure = failureOf(() -> await(transactions.execute(operations, soon())));
                boolean cut = proxy.resets() > resets;
                proxy.pass();

                // Then
                long there = select(url, "SELECT key FROM prism.keyvalue_text").stream()
                        .filter(names::contains)
                        .count();
                assertThat(there).as("cut after %d bytes", bytes).isIn(0L, 2L);
                if (failure.isEmpty()) {
                    assertThat(there).isEqualTo(2);
                    again += cut ? 1 : 0;
                } else {
                    var down = (BackendDown) failure.get();
                    assertThat(down.mayHaveHappened() || there == 0).isTrue();
                    unknown += down.mayHaveHappened() && there == 2 ? 1 : 0;
                }
            }
            System.out.println(
                    "transactions cut off: " + again + " run again, " + unknown + " committed but their answer lost");
            assertThat(unknown).isPositive();
            assertThat(again).isPositive();
        }
    }

    @Test
    void givesUpConnectionsThatAreSilentAndWorksAgain() {
        // Given
        String url = server.database();
        try (var proxy = FaultProxy.to("127.0.0.1", server.port())) {
            var backend = open(
                    url.replace(":" + server.port(), ":" + proxy.port()),
                    Map.of("command-timeout", "500ms", "connect-timeout", "500ms"));
            set(backend, "a", "1");
            text(backend, "a");

            // When
            proxy.stall();
            var brief = failureOf(() ->
                    await(as(backend, KeyValueBasic.class).get(new Key("a"), Deadline.in(Duration.ofMillis(200)))));
            var read = failureOf(() -> await(as(backend, KeyValueBasic.class).get(new Key("a"), Deadline.NONE)));
            var write = failureOf(
                    () -> await(as(backend, KeyValueBasic.class).set(new Key("a"), value("2"), Deadline.NONE)));
            var health = await(backend.health());
            proxy.pass();

            // Then
            assertThat(brief).get().isInstanceOf(DeadlinePassed.class);
            assertThat(read).get().isInstanceOf(BackendDown.class);
            assertThat(write)
                    .get()
                    .isInstanceOfSatisfying(
                            BackendDown.class,
                            down -> assertThat(down.mayHaveHappened()).isTrue());
            assertThat(health.state()).isEqualTo(State.DOWN);
            Awaitility.await().ignoreExceptions().until(() -> text(backend, "a").isPresent());
            set(backend, "a", "3");
        }
    }

    private static Operation add(String name) {
        return new Operation.Set(new Key(name), value("x"), Optional.empty());
    }

    private static Optional<GatewayException> failureOf(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (GatewayException failure) {
            return Optional.of(failure);
        }
    }

    private static void assertAllThere(String url, Set<String> keys) {
        var there = Set.copyOf(select(url, "SELECT key FROM prism.keyvalue_text"));
        assertThat(keys.stream().filter(key -> !there.contains(key))).isEmpty();
    }
}
