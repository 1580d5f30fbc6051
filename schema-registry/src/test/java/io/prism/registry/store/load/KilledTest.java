// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.store.Store;
import io.prism.registry.store.StoreException;
import io.prism.registry.store.postgres.Databases;
import io.prism.registry.store.sqlite.SqliteStore;
import io.prism.testkit.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/** What is left when a registry, or its database, is killed (SIGKILL) while it registers. */
class KilledTest {

    private static final int KILLS = 3;
    private static final int WRITERS = 8;
    private static final int BEFORE_KILL = 300;
    private static final String FOR_EVER = String.valueOf(Integer.MAX_VALUE);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void sqliteKeepsWhatWasAcknowledgedWhenItsProcessIsKilled() throws IOException, InterruptedException, SQLException {
        Path file = folder.resolve("registry.db");
        List<Registered> acknowledged = killedAgainAndAgain("sqlite:" + file);
        try (var store = SqliteStore.in(file)) {
            assertKept(acknowledged, store);
        }
        assertIsSound(file);
    }

    private static void assertIsSound(Path file) throws SQLException {
        try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
                assertThat(row.getString(1)).isEqualTo("ok");
            }
            try (ResultSet row = statement.executeQuery("PRAGMA foreign_key_check")) {
                assertThat(row.next()).isFalse();
            }
        }
    }

    @Test
    void postgresKeepsWhatWasAcknowledgedWhenTheRegistryIsKilled() throws IOException, InterruptedException {
        String url = PostgresServer.shared().database();
        List<Registered> acknowledged = killedAgainAndAgain("postgres:" + url);
        try (var store = Databases.store(url)) {
            assertKept(acknowledged, store);
        }
    }

    private static List<Registered> killedAgainAndAgain(String choice) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            try (var process = JavaProcess.start(
                    RegisteringProcess.class, choice, "k" + kill, String.valueOf(WRITERS), FOR_EVER)) {
                assertThat(process.line()).isEqualTo("ready");
                process.tell("go");
                for (int i = 0; i < BEFORE_KILL; i++) {
                    lines.add(process.line());
                }
                lines.addAll(process.kill());
            }
        }
        return lines.stream().map(Registered::read).toList();
    }

    private static void assertKept(List<Registered> acknowledged, Store store) {
        var history = new History(acknowledged);
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * BEFORE_KILL);
        history.assertNumbersAreUnique();
        history.assertLinearizable();
        history.assertIsIn(store);
        history.assertIsAllOf(store, KILLS * WRITERS);
        System.out.println("acknowledged registrations checked after kill -9: " + acknowledged.size());
    }

    @Test
    void postgresKeepsWhatWasAcknowledgedWhenItsServerIsKilled() throws InterruptedException {
        // Given
        try (var server = PostgresServer.started(PostgresServer.DURABLE);
                var store = Databases.store(server.database())) {
            var load = new Load(store);
            load.awaitMore(BEFORE_KILL);

            // When
            for (int kill = 0; kill < KILLS; kill++) {
                server.kill();
                load.awaitFailures();
                server.start();
                load.awaitMore(BEFORE_KILL);
            }
            load.end();

            // Then
            assertThat(load.unexpected).isEmpty();
            var history = new History(List.copyOf(load.acknowledged));
            history.assertNumbersAreUnique();
            history.assertLinearizable();
            history.assertIsIn(store);
            history.assertIsAllOf(store, load.failed.get());
            System.out.println("acknowledged registrations checked after the server was killed: "
                    + history.acknowledged().size());
        }
    }

    /** Writers that go on whatever the store says. */
    private static final class Load {
        private final ConcurrentLinkedQueue<Registered> acknowledged = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<RuntimeException> unexpected = new ConcurrentLinkedQueue<>();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicBoolean running = new AtomicBoolean(true);
        private final List<Thread> threads;

        Load(Store store) {
            threads = IntStream.range(0, WRITERS)
                    .mapToObj(i -> new Registrations(store, "w" + i))
                    .map(registrations -> Thread.ofPlatform().start(() -> {
                        for (int i = 0; running.get(); i++) {
                            step(registrations, i);
                        }
                    }))
                    .toList();
        }

        private void step(Registrations registrations, int number) {
            try {
                acknowledged.add(registrations.register(number));
            } catch (StoreException.Unavailable _) {
                failed.incrementAndGet();
            } catch (RuntimeException e) {
                unexpected.add(e);
            }
        }

        void awaitMore(int more) {
            int before = acknowledged.size();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= before + more);
        }

        void awaitFailures() {
            int before = failed.get();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> failed.get() > before + WRITERS);
        }

        void end() throws InterruptedException {
            running.set(false);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
