// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.postgres;

import io.prism.registry.store.sql.Engine.Failure;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what a failure of PostgreSQL means. Never repeats the driver's words, which can hold what was stored. */
final class PostgresStoreFailures {

    private static final Set<String> COLLISIONS = Set.of("40001", "40P01", "55P03");

    /** Ended by the server; no longer the primary; or tables that are not what they were. */
    private static final Set<String> CONNECTION =
            Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "25006", "42P01", "3F000");

    private static final String BROKEN = "08";

    private PostgresStoreFailures() {}

    static Failure meaning(SQLException failure) {
        String state = state(failure);
        if (COLLISIONS.contains(state)) {
            return Failure.COLLISION;
        }
        return state.startsWith(BROKEN) || CONNECTION.contains(state) ? Failure.CONNECTION : Failure.STATEMENT;
    }

    /** A sentence without its subject. */
    static String sentence(SQLException failure, PostgresTarget target) {
        if (failure instanceof PostgresTables.Unfit unfit) {
            return String.valueOf(unfit.getMessage());
        }
        String state = state(failure);
        return login(state, target).or(() -> refused(state)).orElseGet(() -> unreachable(failure, target));
    }

    private static Optional<String> login(String state, PostgresTarget target) {
        return Optional.ofNullable(
                switch (state) {
                    case "28P01", "28000" ->
                        "does not let the user '%s' in: check the user, --store-password and pg_hba.conf"
                                .formatted(target.user());
                    case "3D000" -> "has no database '%s': run createdb".formatted(target.database());
                    case "53300" -> "has no connection left: raise max_connections or run fewer registries";
                    case "57P03" -> "is starting or stopping";
                    case "42501" ->
                        "does not let the user '%s' use the schema %s: grant it"
                                .formatted(target.user(), target.schema());
                    default -> null;
                });
    }

    private static Optional<String> refused(String state) {
        return Optional.ofNullable(
                switch (state) {
                    case "57014" -> "did not answer in time";
                    case "57P01", "57P02", "57P05", "25P03" -> "ended the connection";
                    case "25006" -> "takes no writes: let the address point to the primary";
                    case "53100" -> "has no room left on its disk";
                    case "54000" -> "takes no name as long as one of these: use names of at most 1000 bytes";
                    case "53200" -> "has no memory left";
                    case "42P01", "3F000" -> "has lost the tables of the registry: restore them from a backup";
                    case "40001", "40P01", "55P03" -> "had too many changes of the same thing at once: try again";
                    default -> state.isEmpty() || state.startsWith(BROKEN) ? null : "failed with code " + state;
                });
    }

    private static String unreachable(SQLException failure, PostgresTarget target) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownHostException _ -> {
                    return "cannot be reached: its host has no address";
                }
                case ConnectException _ -> {
                    return "cannot be reached: nobody listens there, or the network is down";
                }
                case SocketTimeoutException _ -> {
                    return "did not answer in time";
                }
                case SSLException _ -> {
                    return "cannot be trusted: its TLS certificate or protocol is refused";
                }
                default -> {
                    // Not the cause that tells most.
                }
            }
        }
        // The driver does not tell this apart but by its words.
        return target.sslMode().equals("verify-full")
                ? "ended the connection, or has a certificate for another host"
                : "cannot be reached, or ended the connection";
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
