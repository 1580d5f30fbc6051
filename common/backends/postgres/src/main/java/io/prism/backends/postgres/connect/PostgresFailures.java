// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import io.prism.backends.postgres.connect.StatementFailed.Effects;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.vertx.core.file.FileSystemException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words of the gateway what went wrong in PostgreSQL. Never shows SQL, a password, key or value. */
public final class PostgresFailures {

    private static final Duration RETRY_AFTER = Duration.ofMillis(100);

    private final String backend;
    private final DatabaseTarget target;

    /** For the backend with this name in {@code prism.yaml}. */
    public PostgresFailures(String backend, DatabaseTarget target) {
        this.backend = backend;
        this.target = target;
    }

    /**
     * Turns any failure of a piece of work into an answer.
     *
     * @param writes whether the work may have changed something
     */
    GatewayException of(Throwable failure, boolean writes) {
        return switch (failure) {
            case GatewayException answer -> answer;
            case StatementFailed failed
            when failed.isCollision() ->
                new Busy(
                        "other transactions of backend '%s' kept changing the same keys".formatted(backend),
                        RETRY_AFTER);
            case StatementFailed failed ->
                down(sentence(failed), writes && failed.effects() == Effects.UNKNOWN, failed);
            default -> down("met a defect in its driver: " + failure, writes, failure);
        };
    }

    /** A connection could not be had. */
    BackendDown unreachable(Throwable failure) {
        return switch (failure) {
            case PgException answered -> down(sentence(StatementFailed.answered(answered)), false, null);
            case StatementFailed failed -> down(sentence(failed), false, failed);
            case UnknownHostException _ -> down("cannot be reached: no address is known for its host", false, failure);
            case FileSystemException _ -> down("cannot read the file of its option tls.ca", false, failure);
            case SSLException _ -> down(noTls(), false, failure);
            case ConnectException _ ->
                down("cannot be reached at " + place() + ": nothing listens there", false, failure);
            default -> down(unreachableSentence(failure), false, failure);
        };
    }

    /** The server took a connection and then said nothing, or did not even take it. */
    BackendDown silentAtConnect(Duration waited) {
        return down("did not answer at %s within %d ms".formatted(place(), waited.toMillis()), false, null);
    }

    /** A statement was not answered in time. */
    BackendDown silent(Duration waited, boolean writes) {
        return down("did not answer a statement within %d ms".formatted(waited.toMillis()), writes, null);
    }

    /** Something is wrong with the backend that its operator has to put right. */
    public BackendDown down(String sentence) {
        return down(sentence, false, null);
    }

    private BackendDown down(String sentence, boolean mayHaveHappened, @Nullable Throwable cause) {
        return new BackendDown(backend, sentence, mayHaveHappened, cause);
    }

    /** The backend is closed. */
    public BackendDown closed() {
        return down("is closed");
    }

    /** The caller's deadline passed. */
    DeadlinePassed late() {
        return new DeadlinePassed("backend '" + backend + "'");
    }

    /** As many calls are under way as may be. */
    Busy full(int calls) {
        return new Busy("%d calls of backend '%s' are under way already".formatted(calls, backend), RETRY_AFTER);
    }

    /** As many bytes are under way as may be. */
    Busy fullOfBytes(long bytes) {
        return new Busy("%d bytes are waiting for backend '%s' already".formatted(bytes, backend), RETRY_AFTER);
    }

    /** No connection became free in time. */
    Busy noneFree(Duration waited) {
        return new Busy(
                "no connection of backend '%s' became free within %d ms".formatted(backend, waited.toMillis()),
                RETRY_AFTER);
    }

    private String sentence(StatementFailed failed) {
        return switch (failed.effects()) {
            case NOT_SENT -> "lost its connection before the statement was sent";
            case UNKNOWN ->
                failed.sqlState().isEmpty()
                        ? "lost its connection before the statement was answered"
                        : answered(failed.sqlState());
            case REFUSED -> answered(failed.sqlState());
        };
    }

    private String answered(String sqlState) {
        String known = sentenceOf(sqlState);
        if (known != null) {
            return known;
        }
        return switch (sqlState.length() < 2 ? "" : sqlState.substring(0, 2)) {
            case "08" -> "lost its connection to the server";
            case "28" -> "refuses the login: check username, password and the server's pg_hba.conf";
            case "53" -> "has no resources left for the statement (SQLSTATE " + sqlState + ")";
            case "57" -> "was interrupted by its operator (SQLSTATE " + sqlState + ")";
            case "58" -> "cannot use its disk: see the server's log (SQLSTATE " + sqlState + ")";
            case "XX" -> "reports an internal error or damaged data: see the server's log (SQLSTATE " + sqlState + ")";
            default -> "failed with SQLSTATE " + sqlState + ": see the server's log";
        };
    }

    private @Nullable String sentenceOf(String sqlState) {
        return switch (sqlState) {
            case "28P01" -> "refuses the user name or password: check the options username and password";
            case "28000" ->
                "does not let its user in from here: check the server's pg_hba.conf, and whether it asks"
                        + " for TLS (option tls.mode)";
            case "3D000" -> "has no database '%s': create it, or correct url".formatted(target.database());
            case "53300" -> "has no connection left: lower pool.max, or raise max_connections on the server";
            case "53100" -> "has no room left on its disk";
            case "57P03" -> "is starting up or shutting down";
            case "57P01", "57P02", "57P05" -> "was shut down, or ended the connection";
            case "57014" -> "stopped a statement that took longer than the command-timeout";
            case "55P03" -> "could not get a lock within the server's lock_timeout";
            case "25006" ->
                "takes no writes: it is a standby, or default_transaction_read_only is on; let url point to"
                        + " the primary";
            case "42501" ->
                "may not use its tables: run GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA"
                        + " ... TO \"%s\", and GRANT USAGE ON the schema".formatted(target.user());
            case "42P01", "3F000" -> "does not find its tables any more";
            case "42703", "42P10", "42883", "42804" -> "has a table with other columns or indexes than Prism needs";
            case "23502" -> "cannot add a row: its table has another column that needs a value; give that a default";
            default -> null;
        };
    }

    private static String noTls() {
        return "cannot be reached with TLS: its certificate is not signed by tls.ca, or is not for this host, or it"
                + " speaks no TLS";
    }

    private String unreachableSentence(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("does not handle SSL") || text.contains("SSL handshake failed")) {
            return noTls();
        }
        if (failure instanceof GeneralSecurityException || text.contains("CERTIFICATE")) {
            return "cannot use the file of its option tls.ca: it holds no certificates in PEM";
        }
        return "cannot be reached at %s (%s)"
                .formatted(place(), failure.getClass().getSimpleName());
    }

    private String place() {
        return target.host() + ":" + target.port();
    }
}
