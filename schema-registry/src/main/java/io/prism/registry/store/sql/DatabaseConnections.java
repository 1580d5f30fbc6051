// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import io.prism.registry.store.StoreException.Unavailable;
import io.prism.registry.store.sql.ConnectionTurns.Call;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;

/** The connections to a database: a bounded number, opened when they are needed. Safe for use by many threads. */
final class DatabaseConnections implements AutoCloseable {

    /** How long a failure to connect is repeated to callers before the database is tried again. */
    static final Duration RETRY_AFTER = Duration.ofMillis(250);

    /** One that was not used for so long is tried before it is used. */
    private static final Duration FRESH = Duration.ofSeconds(20);

    private final Engine engine;
    private final ConnectionTurns turns;
    private final ConcurrentLinkedDeque<DatabaseSession> idle = new ConcurrentLinkedDeque<>();
    private final AtomicReference<Optional<Failed>> lastFailure = new AtomicReference<>(Optional.empty());
    private volatile boolean closed;

    private record Failed(String sentence, SQLException cause, long atNanos) {}

    DatabaseConnections(Engine engine) {
        this.engine = engine;
        this.turns = new ConnectionTurns(engine.name(), engine.bounds());
    }

    /**
     * A connection for the caller alone, until it is given back or thrown away.
     *
     * @throws Unavailable when none is free for too long, or none can be opened
     */
    DatabaseSession take(Call call) {
        turns.begin(call);
        boolean taken = false;
        try {
            DatabaseSession session = session();
            taken = true;
            return session;
        } finally {
            if (!taken) {
                turns.end(call);
            }
        }
    }

    /** Takes back one that may be used again. */
    void give(DatabaseSession session, Call call) {
        session.used();
        idle.addFirst(session);
        turns.end(call);
        if (closed) {
            close();
        }
    }

    /** Takes back one that is of no more use, and lets go of all that wait: they have met the same. */
    void discard(DatabaseSession session, Call call) {
        session.close();
        for (DatabaseSession other = idle.pollFirst(); other != null; other = idle.pollFirst()) {
            other.close();
        }
        turns.end(call);
    }

    @Override
    public void close() {
        closed = true;
        for (DatabaseSession other = idle.pollFirst(); other != null; other = idle.pollFirst()) {
            other.close();
        }
    }

    private DatabaseSession session() {
        if (closed) {
            throw new Unavailable(engine.name() + " is closed", new IllegalStateException("closed"));
        }
        for (DatabaseSession session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
            if (session.idleNanos() < FRESH.toNanos() || works(session)) {
                return session;
            }
            session.close();
        }
        return open();
    }

    private boolean works(DatabaseSession session) {
        try {
            return engine.works(session.connection());
        } catch (SQLException _) {
            return false;
        }
    }

    /** Fails at once for a short while after it failed, so that a flood of calls is no flood of attempts. */
    private DatabaseSession open() {
        Optional<Failed> before = lastFailure.get();
        if (before.isPresent() && System.nanoTime() - before.get().atNanos < RETRY_AFTER.toNanos()) {
            throw new Unavailable(before.get().sentence, before.get().cause);
        }
        try {
            DatabaseSession session = new DatabaseSession(engine.open(), engine.dialect());
            lastFailure.set(Optional.empty());
            return session;
        } catch (SQLException e) {
            String sentence = engine.sentence(e);
            lastFailure.set(Optional.of(new Failed(sentence, e, System.nanoTime())));
            throw new Unavailable(sentence, e);
        }
    }
}
