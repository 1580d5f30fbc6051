// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import io.vertx.pgclient.PgException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement did not succeed. Says what is known of its effects; never holds text of the server's that could repeat
 * a key or a value. Turned into an answer by {@link PostgresFailures}.
 */
public final class StatementFailed extends RuntimeException {

    /** What the server says when transactions get into each other's way; it has undone this one. */
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01");

    /** A schema, table, column or index is gone, or a column has another type than it had. */
    private static final Set<String> OTHER_TABLE = Set.of("3F000", "42P01", "42703", "42P10", "42883", "42804");

    /** The connection lost its prepared statements, or they do not fit the tables any more. */
    private static final Set<String> OUTDATED = Set.of("26000", "0A000");

    private static final Set<String> FATAL = Set.of("FATAL", "PANIC");

    /** What is known of the statement's effects. */
    public enum Effects {
        /** There are none; the connection is fine. */
        REFUSED,
        /** There are none; the connection is gone. */
        NOT_SENT,
        /** Nobody knows; the connection is gone. */
        UNKNOWN
    }

    private final Effects effects;
    private final String sqlState;
    private final String place;

    private StatementFailed(Effects effects, String sqlState, String place, @Nullable Throwable cause) {
        super("%s %s %s".formatted(effects, sqlState, place).strip(), cause, false, false);
        this.effects = effects;
        this.sqlState = sqlState;
        this.place = place;
    }

    /** The server answered with an error. One that ends its process may come after the commit. */
    static StatementFailed answered(PgException error) {
        boolean fatal = FATAL.contains(String.valueOf(error.getSeverity()));
        return new StatementFailed(
                fatal ? Effects.UNKNOWN : Effects.REFUSED, text(error.getSqlState()), text(error.getRoutine()), null);
    }

    /** The connection was gone before the statement was sent. */
    static StatementFailed notSent() {
        return new StatementFailed(Effects.NOT_SENT, "", "", null);
    }

    /**
     * The connection ended before the answer.
     *
     * @param sqlState what the server said before; empty when nothing
     * @param cause what the client saw; its text holds nothing of the statement
     */
    static StatementFailed lost(String sqlState, @Nullable Throwable cause) {
        return new StatementFailed(Effects.UNKNOWN, sqlState, "", cause);
    }

    /** A transaction is to be run again, since what one of its statements saw was changed meanwhile. */
    public static StatementFailed collided() {
        return new StatementFailed(Effects.REFUSED, "40001", "", null);
    }

    /** The same, of a transaction that was not committed: whatever was lost with the connection was undone. */
    public StatementFailed undone() {
        return effects == Effects.UNKNOWN ? new StatementFailed(Effects.NOT_SENT, sqlState, place, this) : this;
    }

    /** What is known of the statement's effects. */
    public Effects effects() {
        return effects;
    }

    /** The server's error code; empty when it gave none. */
    public String sqlState() {
        return sqlState;
    }

    /** Whether it had no effects because another transaction was in its way. */
    public boolean isCollision() {
        return COLLISIONS.contains(sqlState);
    }

    /** Whether a table is not what it was when it was looked at. */
    boolean isOfOtherTable() {
        return OTHER_TABLE.contains(sqlState);
    }

    /** Whether it can succeed when it is prepared anew. */
    boolean isOutdated() {
        return OUTDATED.contains(sqlState);
    }

    private static String text(@Nullable String part) {
        return part == null ? "" : part;
    }
}
