// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Operation;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class SqliteFileTest {

    private static final Keyspace KEYSPACE = new Keyspace("demo", "kv");
    private static final Key KEY = new Key("a");

    @TempDir
    private Path folder = Path.of("");

    private final List<Backend> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(Backend::close);
    }

    @Test
    void makesNoFileBeforeItIsUsedAndThenOneThatOnlyItsUserMayRead() throws IOException {
        // Given
        var file = folder.resolve("deep/below/prism.db");
        var keys = open(file);
        boolean before = Files.exists(file);

        // When
        set(keys, KEY);

        // Then
        assertThat(before).isFalse();
        for (String side : List.of("", "-wal", "-shm")) {
            var mode = Files.getPosixFilePermissions(Path.of(file + side));
            assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
        }
    }

    @Test
    void keepsEntriesAndVersionsWhenItIsClosedAndOpenedAgain() {
        // Given
        var file = folder.resolve("prism.db");
        var first = SqliteSubject.backend(file);
        var version = set(basic(first), KEY);

        // When
        first.close();
        var again = open(file);

        // Then
        assertThat(get(again, KEY)).map(Entry::version).contains(version);
        assertThat(set(again, KEY)).isNotEqualTo(version);
        assertThat(Files.exists(Path.of(file + "-wal"))).isTrue();
    }

    @Test
    void leavesOneFileBehindWhenItIsClosed() {
        // Given
        var file = folder.resolve("prism.db");
        var backend = SqliteSubject.backend(file);
        set(basic(backend), KEY);

        // When
        backend.close();
        backend.close();

        // Then
        assertThat(folder).isDirectoryNotContaining("glob:**-wal");
        assertThatThrownBy(() -> get(basic(backend), KEY))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void letsTwoBackendsShareAFile() {
        // Given
        var file = folder.resolve("prism.db");
        var first = open(file);
        var second = open(file);
        Set<String> versions = new TreeSet<>();

        // When
        for (int i = 0; i < 50; i++) {
            versions.add(set(i % 2 == 0 ? first : second, KEY).token());
            assertThat(get(i % 2 == 0 ? second : first, KEY)).isPresent();
        }

        // Then
        assertThat(versions).hasSize(50);
        assertThat(await(second.delete(KEY, Deadline.NONE))).isTrue();
        assertThat(get(first, KEY)).isEmpty();
    }

    @Test
    void letsTwoBackendsCountAndRepeatTogether() {
        // Given
        var file = folder.resolve("prism.db");
        var backends = List.of(SqliteSubject.backend(file), SqliteSubject.backend(file));
        opened.addAll(backends);

        // When: each adds to a counter, and each asks for the same forty things to be done once.
        var calls = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < 40; i++) {
            for (var backend : backends) {
                calls.add(add(backend).subscribeAsCompletionStage());
                calls.add(addOnce(backend, "token " + i).subscribeAsCompletionStage());
            }
        }
        calls.forEach(CompletableFuture::join);

        // Then
        var keys = basic(backends.getFirst());
        assertThat(get(keys, new Key("counted")).orElseThrow().value().bytes().toStringUtf8())
                .isEqualTo("80");
        assertThat(get(keys, new Key("once")).orElseThrow().value().bytes().toStringUtf8())
                .isEqualTo("40");
    }

    @Test
    void letsTenBackendsMakeANewFileAtOnce() {
        for (int round = 0; round < 5; round++) {
            // Given
            var file = folder.resolve("round" + round + ".db");
            var start = new CompletableFuture<Boolean>();
            var all = IntStream.range(0, 10).mapToObj(_ -> open(file)).toList();

            // When
            Set<String> versions;
            try (var threads = Executors.newFixedThreadPool(10)) {
                var running = IntStream.range(0, 10)
                        .mapToObj(i -> start.thenApplyAsync(
                                _ -> set(all.get(i), new Key("k" + i)).token(), threads))
                        .toList();
                start.complete(true);
                versions = new TreeSet<>(
                        running.stream().map(CompletableFuture::join).toList());
            }

            // Then
            assertThat(versions).hasSize(10);
            IntStream.range(0, 10)
                    .forEach(i ->
                            assertThat(get(all.getFirst(), new Key("k" + i))).isPresent());
        }
    }

    @Test
    void saysThatAFileIsNoDatabase() throws IOException {
        // Given
        var file = folder.resolve("prism.db");
        byte[] noise = new byte[8192];
        new Random(1).nextBytes(noise);
        Files.write(file, noise);
        var backend = SqliteSubject.backend(file);
        opened.add(backend);

        // When
        var call = basic(backend).set(KEY, Value.EMPTY, Deadline.NONE);

        // Then
        assertThatThrownBy(() -> await(call))
                .isInstanceOfSatisfying(BackendDown.class, down -> {
                    assertThat(down.mayHaveHappened()).isFalse();
                    assertThat(down.backend()).isEqualTo("files");
                })
                .hasMessage("backend 'files' has a file that is no SQLite database, or a damaged one");
        assertThat(await(backend.health()).state()).isEqualTo(State.DOWN);
    }

    @Test
    void saysThatAFileIsDamaged() throws IOException {
        // Given
        var file = folder.resolve("prism.db");
        var before = SqliteSubject.backend(file);
        IntStream.range(0, 300).forEach(i -> set(basic(before), new Key("key number " + i)));
        before.close();
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] noise = new byte[(int) raw.length() - 4096];
            new Random(1).nextBytes(noise);
            raw.seek(4096);
            raw.write(noise);
        }

        // When
        var keys = open(file);

        // Then
        assertThatThrownBy(() -> set(keys, KEY))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("has a damaged file");
    }

    @Test
    void refusesAFileOfANewerPrism() throws SQLException {
        // Given
        var file = folder.resolve("prism.db");
        try (var raw = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
                var statement = raw.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }

        // When
        var keys = open(file);

        // Then
        assertThatThrownBy(() -> get(keys, KEY))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("was written by a newer Prism: its tables have version 99, this Prism knows 2");
    }

    @Test
    void worksAsSoonAsAFileThatCouldNotBeOpenedCanBe() throws IOException {
        // Given
        var inTheWay = Files.createFile(folder.resolve("data"));
        var backend = SqliteSubject.backend(inTheWay.resolve("prism.db"));
        opened.add(backend);
        var keys = basic(backend);
        assertThatThrownBy(() -> set(keys, KEY))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("cannot make its file or folder");
        var down = await(backend.health());

        // When
        Files.delete(inTheWay);

        // Then
        assertThat(down.state()).isEqualTo(State.DOWN);
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> set(keys, KEY) != null && await(backend.health()).state() == State.UP);
    }

    @Test
    void saysThatItsFolderMayNotBeWrittenTo() throws IOException {
        // Given
        var readOnly = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(readOnly)).as("root may write anywhere").isFalse();

        // When
        var keys = open(readOnly.resolve("prism.db"));

        // Then
        assertThatThrownBy(() -> set(keys, KEY)).isInstanceOf(BackendDown.class);
    }

    private static Uni<?> add(Backend backend) {
        return backend.as(KeyValueCounter.class, KEYSPACE)
                .orElseThrow()
                .increment(new Operation.Increment(new Key("counted"), 1, 0, Optional.empty()), Deadline.NONE);
    }

    private static Uni<?> addOnce(Backend backend, String token) {
        var add = new Operation.Increment(new Key("once"), 1, 0, Optional.empty());
        return backend.as(KeyValueIdempotency.class, KEYSPACE)
                .orElseThrow()
                .executeOnce(List.of(add), new IdempotencyToken(token, "request", Duration.ofHours(1)), Deadline.NONE);
    }

    private KeyValueBasic open(Path file) {
        var backend = SqliteSubject.backend(file);
        opened.add(backend);
        return basic(backend);
    }

    private static KeyValueBasic basic(Backend backend) {
        return backend.as(KeyValueBasic.class, KEYSPACE).orElseThrow();
    }

    private static Version set(KeyValueBasic keys, Key key) {
        return await(keys.set(key, Value.EMPTY, Deadline.NONE));
    }

    private static Optional<Entry> get(KeyValueBasic keys, Key key) {
        return await(keys.get(key, Deadline.NONE));
    }

    private static <T> T await(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(20));
    }
}
