// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prism.core.failure.GatewayException.Rejected;
import io.prism.registry.store.sql.Dialect;
import io.prism.registry.store.sql.Engine;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Supplier;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** One PostgreSQL database. Every wait is bounded, by the server and, should that say nothing any more, here. */
final class PostgresEngine implements Engine {

    private static final int CONNECTIONS = 10;
    /** Two connections are left to those who only read. */
    private static final int WRITERS = 8;
    /** While one of them waits for the disk, the other prepares. */
    private static final int WRITERS_OF_CONTEXT = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    /** The server ends a statement first, and says so; this is for one that does not answer at all. */
    private static final Duration SILENCE = Duration.ofSeconds(6);

    private static final Duration WORKS_WITHIN = Duration.ofSeconds(1);

    /**
     * The isolation is set because a database can have another one as its default; synchronous_commit only where a
     * commit would not wait for the disk at all.
     */
    private static final String SETUP = "SET SESSION statement_timeout = %d;".formatted(ANSWER_WITHIN.toMillis())
            + " SET SESSION idle_in_transaction_session_timeout = %d;".formatted(ANSWER_WITHIN.toMillis() * 2)
            + " SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;"
            + " SELECT set_config('synchronous_commit', 'on', false)"
            + " WHERE current_setting('synchronous_commit') = 'off'";

    private final PostgresTarget target;
    private final Supplier<String> password;
    private final PostgresTables tables;

    PostgresEngine(PostgresTarget target, Supplier<String> password) {
        this.target = target;
        this.password = password;
        this.tables = new PostgresTables(target.schema());
    }

    @Override
    public Dialect dialect() {
        String schema = target.schema();
        return new Dialect(schema + ".", "nextval('%s.revision')".formatted(schema), true, true);
    }

    @Override
    public Bounds bounds() {
        return new Bounds(CONNECTIONS, WRITERS, WRITERS_OF_CONTEXT, PATIENCE);
    }

    @Override
    public Connection open() throws SQLException {
        String host = target.host().indexOf(':') < 0 ? target.host() : "[" + target.host() + "]";
        String url = "jdbc:postgresql://%s:%d/%s"
                .formatted(host, target.port(), URLEncoder.encode(target.database(), UTF_8));
        // Not by DriverManager, which looks for drivers on the class path.
        Connection connection = new Driver().connect(url, properties());
        if (connection == null) {
            throw new SQLException("the driver does not take its own address");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETUP);
            tables.ready(connection);
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(SILENCE.toMillis()));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    @Override
    public boolean works(Connection connection) throws SQLException {
        return connection.isValid(Math.toIntExact(WORKS_WITHIN.toSeconds()));
    }

    @Override
    public Failure meaning(SQLException failure) {
        return PostgresStoreFailures.meaning(failure);
    }

    @Override
    public String sentence(SQLException failure) {
        return name() + " " + PostgresStoreFailures.sentence(failure, target);
    }

    @Override
    public String name() {
        return "PostgreSQL at " + target;
    }

    private String password() throws SQLException {
        try {
            return password.get();
        } catch (Rejected e) {
            throw new PostgresTables.Unfit(
                    "cannot be logged in to: the %s of --store-password %s".formatted(e.field(), e.constraint()));
        }
    }

    private Properties properties() throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, target.user());
        String secret = password();
        if (!secret.isEmpty()) {
            PGProperty.PASSWORD.set(properties, secret);
        }
        PGProperty.APPLICATION_NAME.set(properties, "prism-schema-registry");
        PGProperty.CONNECT_TIMEOUT.set(properties, Math.toIntExact(CONNECT_WITHIN.toSeconds()));
        PGProperty.SOCKET_TIMEOUT.set(properties, Math.toIntExact(CONNECT_WITHIN.toSeconds()));
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.SSL_MODE.set(properties, target.sslMode());
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        target.sslRootCert().ifPresent(file -> PGProperty.SSL_ROOT_CERT.set(properties, file));
        return properties;
    }
}
