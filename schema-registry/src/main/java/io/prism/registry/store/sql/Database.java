// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import io.prism.registry.store.StoreException;
import io.prism.registry.store.StoreException.Unavailable;
import io.prism.registry.store.sql.Engine.Failure;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs work on a database: takes a connection, runs it, and says what a failure means. Work that had no effect because
 * another transaction was in the way, or because its connection was lost before the commit, is run again some times.
 */
final class Database implements AutoCloseable {

    /** After that nothing more is begun for a call: no attempt and no statement. */
    static final Duration CALL_MAX = Duration.ofSeconds(15);

    private static final int COLLISIONS_MAX = 20;
    private static final int LOSSES_MAX = 2;
    private static final long PAUSE_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Engine engine;
    private final Connections connections;

    /** How work ended that gave no result. */
    private record Ended(SQLException failure, Failure meaning, boolean mayHaveHappened) {}

    /** What became of one attempt. */
    private static final class Attempt {
        private boolean begun;
        private boolean committing;
    }

    Database(Engine engine) {
        this.engine = engine;
        this.connections = new Connections(engine);
    }

    /** Runs a single query. */
    <T> T read(Work<T> work) {
        return run(work, false);
    }

    /** Runs a transaction. What {@code work} throws undoes it. */
    <T> T write(Work<T> work) {
        return run(work, true);
    }

    @Override
    public void close() {
        connections.close();
    }

    private <T> T run(Work<T> work, boolean writes) {
        long endsAt = System.nanoTime() + CALL_MAX.toNanos();
        int collisions = 0;
        int losses = 0;
        while (true) {
            Session session = connections.take(writes);
            session.endsAt(endsAt);
            Attempt attempt = new Attempt();
            boolean good = false;
            Ended ended;
            try {
                T result = writes ? transact(session, work, attempt) : work.on(session);
                good = true;
                return result;
            } catch (StoreException e) {
                good = undone(session);
                throw e;
            } catch (SQLException e) {
                Failure meaning = engine.meaning(e);
                good = meaning != Failure.CONNECTION && afterFailure(session, attempt);
                ended = new Ended(e, meaning, attempt.committing && meaning != Failure.COLLISION);
            } finally {
                if (good) {
                    connections.give(session, writes);
                } else {
                    connections.discard(session, writes);
                }
            }
            collisions += ended.meaning == Failure.COLLISION ? 1 : 0;
            losses += ended.meaning == Failure.CONNECTION ? 1 : 0;
            if (isLast(ended, collisions, losses) || System.nanoTime() - endsAt > 0) {
                throw new Unavailable(sentence(ended), ended.failure);
            }
            if (ended.meaning == Failure.COLLISION) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_MAX_NANOS));
            }
        }
    }

    private static boolean isLast(Ended ended, int collisions, int losses) {
        return switch (ended.meaning) {
            case COLLISION -> collisions > COLLISIONS_MAX;
            case CONNECTION -> ended.mayHaveHappened || losses > LOSSES_MAX;
            case STATEMENT -> true;
        };
    }

    private String sentence(Ended ended) {
        String sentence = ended.failure instanceof SQLTimeoutException
                ? engine.name() + " did not do its part within " + CALL_MAX.toSeconds() + " s"
                : engine.sentence(ended.failure);
        return sentence
                + (ended.mayHaveHappened ? "; whether the change was made is not known: look before you repeat it" : "");
    }

    private <T> T transact(Session session, Work<T> work, Attempt attempt) throws SQLException {
        engine.begin(session.connection());
        attempt.begun = true;
        T result = work.on(session);
        attempt.committing = true;
        engine.commit(session.connection());
        return result;
    }

    /** Whether the connection can be used again after work that was refused. */
    private boolean undone(Session session) {
        try {
            engine.rollback(session.connection());
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private boolean afterFailure(Session session, Attempt attempt) {
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
