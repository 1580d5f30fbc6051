// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres;

import com.google.protobuf.ByteString;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.spi.Backend;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.testkit.server.PostgresServer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Opens backends, and closes them after each test. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class BackendsTest {

    /** The keyspace that tests use if it does not matter which. */
    protected static final Keyspace KEYSPACE = new Keyspace("demo", "kv");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final List<Backend> opened = new ArrayList<>();

    /** Called by JUnit. */
    @AfterEach
    protected final void closeBackends() {
        opened.forEach(Backend::close);
        opened.clear();
    }

    /** Called by JUnit. */
    @AfterAll
    protected final void closeVertx() {
        PostgresSubject.close(vertx);
    }

    /** A new database on the server that all tests share. */
    protected static String database() {
        return PostgresServer.shared().database();
    }

    /** A backend that is closed after the test. */
    protected final Backend open(String url, Map<String, String> options) {
        Backend backend = PostgresSubject.backend(vertx, url, options);
        opened.add(backend);
        return backend;
    }

    /** Whose event loops the backends use. */
    protected final Vertx vertx() {
        return vertx;
    }

    /** The backend as an interface that it has. */
    protected static <T> T as(Backend backend, Class<T> iface) {
        return backend.as(iface, KEYSPACE).orElseThrow();
    }

    /** Waits for an answer; a failure is thrown. */
    protected static <T> T await(Uni<T> call) {
        return call.await().atMost(PATIENCE);
    }

    /** A deadline that no call of these tests reaches. */
    protected static Deadline soon() {
        return Deadline.in(PATIENCE);
    }

    /** A value that spells {@code text}. */
    protected static Value value(String text) {
        return new Value(ByteString.copyFromUtf8(text));
    }

    /** Writes and waits. */
    protected static Version set(Backend backend, String key, String text) {
        return await(as(backend, KeyValueBasic.class).set(new Key(key), value(text), soon()));
    }

    /** Reads and waits. */
    protected static Optional<Entry> get(Backend backend, String key) {
        return await(as(backend, KeyValueBasic.class).get(new Key(key), soon()));
    }

    /** Reads and waits; empty when the key is absent. */
    protected static Optional<String> text(Backend backend, String key) {
        return get(backend, key).map(entry -> entry.value().bytes().toStringUtf8());
    }

    /** What plain SQL answers: the first column of each row, as text. */
    protected static List<String> select(String url, String sql) {
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
