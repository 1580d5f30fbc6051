// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.DurableStore;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.StoreException;
import io.prism.registry.store.StoreException.Unavailable;
import io.prism.registry.store.cache.CachedStore;
import io.prism.schema.SchemaFormat;
import io.prism.testkit.server.FaultProxy;
import io.prism.testkit.server.FaultProxy.Towards;
import io.prism.testkit.server.PostgresServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database is away, comes back, says nothing, or is lost in the middle of an answer. */
class OutagesTest {

    private static final SubjectName ORDERS = SubjectName.of("orders");
    private static final Duration AT_ONCE = Duration.ofSeconds(4);
    private static final Duration AFTER_SILENCE = Duration.ofSeconds(25);

    private String direct = "";
    private FaultProxy proxy = FaultProxy.to("127.0.0.1", 1);
    private DurableStore store = Databases.store("postgresql://nobody@127.0.0.1:1/none");

    @BeforeEach
    void open() {
        direct = PostgresServer.shared().database();
        URI uri = URI.create(direct);
        proxy = FaultProxy.to(uri.getHost(), uri.getPort());
        store = Databases.store(
                "postgresql://%s@127.0.0.1:%d%s".formatted(uri.getUserInfo(), proxy.port(), uri.getPath()));
    }

    @AfterEach
    void close() {
        store.close();
        proxy.close();
    }

    @Test
    void opensWhileTheDatabaseIsAwayAndWorksOnceItIsThere() {
        // Given
        proxy.refuse();

        // When
        Unavailable thrown = catchThrowableOfType(Unavailable.class, () -> within(AT_ONCE, () -> add("a")));

        // Then
        assertThat(thrown)
                .hasMessageContaining("PostgreSQL at 127.0.0.1:" + proxy.port())
                .hasMessageContaining("cannot be reached");
        proxy.pass();
        assertRecovers();
    }

    @Test
    void losesNothingWhileTheDatabaseIsAwayInTheMiddle() {
        // Given
        SchemaVersion before = add("before");
        proxy.refuse();

        // When
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> within(AT_ONCE, () -> add("during"))).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> within(AT_ONCE, () -> store.content(".", 1)))
                    .isInstanceOf(Unavailable.class);
        }

        // Then
        proxy.pass();
        assertRecovers();
        assertThat(store.subject(ORDERS).version(1)).contains(before);
    }

    @Test
    void doesNotNoticeThatItsConnectionsWereCutWhileTheyWereIdle() {
        // Given
        add("a");
        proxy.cutNow();

        // Then
        assertThat(store.content(".", 1)).isPresent();
        proxy.cutNow();
        assertThat(add("b").version()).isEqualTo(2);
    }

    @Test
    void givesUpADatabaseThatSaysNothingAndTakesItBack() throws InterruptedException, ExecutionException {
        // Given
        add("a");
        proxy.stall();

        // When
        List<Future<Duration>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                calls.add(threads.submit(() -> {
                    long start = System.nanoTime();
                    assertThatThrownBy(() -> store.content(".", 1)).isInstanceOf(Unavailable.class);
                    return Duration.ofNanos(System.nanoTime() - start);
                }));
            }
        }

        // Then
        for (Future<Duration> call : calls) {
            assertThat(call.get()).isLessThan(AFTER_SILENCE);
        }
        proxy.pass();
        assertRecovers();
    }

    /** The connection ends after each number of bytes of the answers in turn, so also between a commit and its answer. */
    @Test
    void neverLosesOrDoublesARegistrationWhoseConnectionEndsAnywhere() {
        // Given
        add("warm");
        List<String> acknowledged = new ArrayList<>();
        int unknown = 0;

        // When
        for (int bytes = 0; bytes < 500; bytes += 8) {
            String name = "cut-" + bytes;
            proxy.cutAfter(Towards.CLIENT, bytes);
            try {
                store.add(NewVersion.of(SubjectName.of(name), schema(name), Instant.EPOCH), 0);
                acknowledged.add(name);
            } catch (Unavailable e) {
                // Also a new connection may be the one that is cut; then it is known that nothing happened.
                unknown += String.valueOf(e.getMessage()).contains("whether the change was made is not known") ? 1 : 0;
            }
            proxy.pass();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .ignoreExceptions()
                    .until(() -> !store.contexts().isEmpty());
        }

        // Then
        List<String> there = new ArrayList<>();
        store.subjects().stream().filter(one -> one.name().startsWith("cut")).forEach(one -> there.add(one.name()));
        assertThat(there).containsAll(acknowledged);
        assertThat(there.size()).isBetween(acknowledged.size(), acknowledged.size() + unknown);
        assertThat(unknown).isPositive();
        assertThat(proxy.resets()).isGreaterThan(unknown);
        for (String name : there) {
            assertThat(store.subject(SubjectName.of(name)).versions()).hasSize(1);
        }
        assertThat(store.highestId(".")).isEqualTo(there.size() + 1);
    }

    @Test
    void writersThatWaitForALockEndInTimeAndLeaveRoomForReaders() throws SQLException, InterruptedException {
        // Given
        add("a");
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = PostgresServer.connect(direct);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT * FROM prism_registry.context FOR UPDATE");

            // When
            for (int i = 0; i < 20; i++) {
                SubjectName subject = SubjectName.of("waiting-" + i);
                SchemaContent content = schema("waiting" + i);
                writers.add(threads.submit(() -> {
                    long start = System.nanoTime();
                    assertThatThrownBy(() -> store.add(NewVersion.of(subject, content, Instant.EPOCH), 0))
                            .isInstanceOf(Unavailable.class)
                            .hasMessageMatching(".*(did not answer in time|has too much to do).*");
                    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
                }));
            }

            // Then
            for (int i = 0; i < 10; i++) {
                within(AT_ONCE, () -> assertThat(store.content(".", 1)).isPresent());
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
        assertThat(store.subjects()).hasSize(1);
        assertRecovers();
    }

    @Test
    void doesNotAnswerFromItsCacheWhatItCannotKnow() {
        // Given
        add("a");
        try (var cached = new CachedStore(store, 1 << 20, System::nanoTime)) {
            assertThat(cached.content(".", 1)).isPresent();
            assertThat(cached.subject(ORDERS).versions()).hasSize(1);

            // When
            proxy.refuse();

            // Then
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThatThrownBy(() -> cached.content(".", 1)).isInstanceOf(Unavailable.class));
            assertThatThrownBy(() -> cached.subject(ORDERS)).isInstanceOf(Unavailable.class);
            proxy.pass();
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> cached.content(".", 1).isPresent());
        }
    }

    @Test
    void saysThatTheTablesAreGoneAndDoesNotMakeThemAnew() {
        // Given
        add("a");

        // When
        PostgresServer.execute(direct, "ALTER SCHEMA prism_registry RENAME TO elsewhere");

        // Then
        Awaitility.await()
                .untilAsserted(() -> assertThatThrownBy(() -> store.content(".", 1))
                        .isInstanceOf(Unavailable.class)
                        .hasMessageContaining("has lost the tables"));
        PostgresServer.execute(direct, "ALTER SCHEMA elsewhere RENAME TO prism_registry");
        assertRecovers();
    }

    @Test
    void saysThatANameIsTooLong() {
        // Given
        add("a");
        var random = new Random(1);
        String name = random.ints(4000, 'a', 'z').mapToObj(Character::toString).collect(Collectors.joining());

        // Then
        assertThatThrownBy(() -> store.add(NewVersion.of(SubjectName.of(name), schema("b"), Instant.EPOCH), 0))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("takes no name as long as");
        assertRecovers();
    }

    @Test
    void refusesCallsOnceItIsClosed() {
        // Given
        add("a");

        // When
        store.close();

        // Then
        assertThatThrownBy(() -> store.content(".", 1))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("closed");
    }

    private void assertRecovers() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(StoreException.Unavailable.class)
                .until(() -> add("after") != null);
        Optional<SchemaContent> found = store.content(".", store.highestId("."));
        assertThat(found).contains(schema("after"));
    }

    private SchemaVersion add(String text) {
        return add(store, text);
    }

    private static SchemaVersion add(Store store, String text) {
        return store.add(
                NewVersion.of(ORDERS, schema(text), Instant.EPOCH),
                store.subject(ORDERS).revision());
    }

    private static SchemaContent schema(String text) {
        return SchemaContent.of(SchemaFormat.AVRO, text);
    }

    private static void within(Duration most, Runnable call) {
        long start = System.nanoTime();
        try {
            call.run();
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(most);
        }
    }
}
