// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import io.prism.registry.store.StoreException;
import io.prism.registry.store.StoreException.Unavailable;
import io.prism.registry.store.sql.ConnectionTurns.Call;
import io.prism.registry.store.sql.ConnectionTurns.Reading;
import io.prism.registry.store.sql.ConnectionTurns.Writing;
import io.prism.registry.store.sql.Engine.Failure;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs work on a database: takes a connection, runs it, and says what a failure means. Work that had no effect because
 * another transaction was in the way, or because its connection was lost before the commit, is run again for a while.
 */
final class Database implements AutoCloseable {

    /** After that nothing more is begun for a call: no attempt and no statement. */
    static final Duration CALL_MAX = Duration.ofSeconds(15);

    /** How long work that met other transactions is repeated. */
    private static final Duration COLLIDES_MAX = Duration.ofSeconds(5);

    private static final int LOSSES_MAX = 2;
    private static final long PAUSE_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Engine engine;
    private final DatabaseConnections connections;

    /** How work ended that gave no result. */
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;
        private final SQLException failure;
        private final Failure meaning;
        private final boolean mayHaveHappened;

        Ended(SQLException failure, Failure meaning, boolean mayHaveHappened) {
            this.failure = failure;
            this.meaning = meaning;
            this.mayHaveHappened = mayHaveHappened;
        }
    }

    /** What became of one attempt. */
    private static final class Attempt {
        private boolean begun;
        private boolean committing;
    }

    Database(Engine engine) {
        this.engine = engine;
        this.connections = new DatabaseConnections(engine);
    }

    /** Runs a single query. */
    <T> T read(SessionWork<T> work) {
        return run(work, new Reading());
    }

    /**
     * Runs a transaction. What {@code work} throws undoes it.
     *
     * @param context where it changes something; empty for everywhere
     */
    <T> T write(String context, SessionWork<T> work) {
        return run(work, new Writing(context));
    }

    @Override
    public void close() {
        connections.close();
    }

    private <T> T run(SessionWork<T> work, Call call) {
        long start = System.nanoTime();
        int losses = 0;
        while (true) {
            DatabaseSession session = connections.take(call);
            session.endsAt(start + CALL_MAX.toNanos());
            try {
                return attempt(session, work, call);
            } catch (Ended ended) {
                losses += ended.meaning == Failure.CONNECTION ? 1 : 0;
                if (isLast(ended, losses, System.nanoTime() - start)) {
                    throw new Unavailable(sentence(ended), ended.failure);
                }
                if (ended.meaning == Failure.COLLISION) {
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_MAX_NANOS));
                }
            }
        }
    }

    /** Runs the work once and gives the connection back. */
    private <T> T attempt(DatabaseSession session, SessionWork<T> work, Call call) throws Ended {
        Attempt attempt = new Attempt();
        boolean good = false;
        try {
            T result = switch (call) {
                case Reading() -> work.on(session);
                case Writing _ -> transact(session, work, attempt);
            };
            good = true;
            return result;
        } catch (StoreException e) {
            good = undone(session);
            throw e;
        } catch (SQLException e) {
            Failure meaning = engine.meaning(e);
            good = meaning != Failure.CONNECTION && afterFailure(session, attempt);
            throw new Ended(e, meaning, attempt.committing && meaning != Failure.COLLISION);
        } finally {
            if (good) {
                connections.give(session, call);
            } else {
                connections.discard(session, call);
            }
        }
    }

    private static boolean isLast(Ended ended, int losses, long tookNanos) {
        return switch (ended.meaning) {
            case COLLISION -> tookNanos > COLLIDES_MAX.toNanos();
            case CONNECTION -> ended.mayHaveHappened || losses > LOSSES_MAX || tookNanos > CALL_MAX.toNanos();
            case STATEMENT -> true;
        };
    }

    private String sentence(Ended ended) {
        String sentence = ended.failure instanceof SQLTimeoutException
                ? engine.name() + " did not do its part within " + CALL_MAX.toSeconds() + " s"
                : engine.sentence(ended.failure);
        return sentence
                + (ended.mayHaveHappened
                        ? "; whether the change was made is not known: look before you repeat it"
                        : "");
    }

    private <T> T transact(DatabaseSession session, SessionWork<T> work, Attempt attempt) throws SQLException {
        engine.begin(session.connection());
        attempt.begun = true;
        T result = work.on(session);
        attempt.committing = true;
        engine.commit(session.connection());
        return result;
    }

    /** Whether the connection can be used again after work that was refused. */
    private boolean undone(DatabaseSession session) {
        try {
            engine.rollback(session.connection());
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private boolean afterFailure(DatabaseSession session, Attempt attempt) {
        try {
            session.forget();
            if (attempt.begun) {
                engine.rollback(session.connection());
            }
            return true;
        } catch (SQLException _) {
            return false;
        }
    }
}
