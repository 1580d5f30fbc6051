// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import io.prism.registry.store.StoreException.Unavailable;
import io.prism.registry.store.sql.Engine.Bounds;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The connections to a database: a bounded number, opened when they are needed. Safe for use by many threads. */
final class Connections implements AutoCloseable {

    /** How long a failure to connect is repeated to callers before the database is tried again. */
    static final Duration RETRY_AFTER = Duration.ofMillis(250);

    /** One that was not used for so long is tried before it is used. */
    private static final Duration FRESH = Duration.ofSeconds(20);

    private static final int WAITING_MAX = 1000;

    private final Engine engine;
    private final Bounds bounds;
    private final Semaphore free;
    private final Semaphore writers;
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
    private final AtomicReference<Optional<Failed>> lastFailure = new AtomicReference<>(Optional.empty());
    private volatile boolean closed;

    private record Failed(String sentence, SQLException cause, long atNanos) {}

    Connections(Engine engine) {
        this.engine = engine;
        this.bounds = engine.bounds();
        this.free = new Semaphore(bounds.connections(), true);
        this.writers = new Semaphore(bounds.writers(), true);
    }

    /**
     * A connection for the caller alone, until it is given back or thrown away.
     *
     * @throws Unavailable when none is free for too long, or none can be opened
     */
    Session take(boolean writes) {
        if (writes) {
            acquire(writers);
        }
        boolean free = false;
        boolean taken = false;
        try {
            acquire(this.free);
            free = true;
            Session session = session();
            taken = true;
            return session;
        } finally {
            if (!taken) {
                release(free, writes);
            }
        }
    }

    /** Takes back one that may be used again. */
    void give(Session session, boolean writes) {
        session.used();
        idle.addFirst(session);
        release(true, writes);
        if (closed) {
            close();
        }
    }

    /** Takes back one that is of no more use, and lets go of all that wait: they have met the same. */
    void discard(Session session, boolean writes) {
        session.close();
        for (Session other = idle.pollFirst(); other != null; other = idle.pollFirst()) {
            other.close();
        }
        release(true, writes);
    }

    @Override
    public void close() {
        closed = true;
        for (Session other = idle.pollFirst(); other != null; other = idle.pollFirst()) {
            other.close();
        }
    }

    private void release(boolean connection, boolean writer) {
        if (connection) {
            free.release();
        }
        if (writer) {
            writers.release();
        }
    }

    private Session session() {
        if (closed) {
            throw new Unavailable(engine.name() + " is closed", new IllegalStateException("closed"));
        }
        for (Session session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
            if (session.idleNanos() < FRESH.toNanos() || works(session)) {
                return session;
            }
            session.close();
        }
        return open();
    }

    private boolean works(Session session) {
        try {
            return engine.works(session.connection());
        } catch (SQLException _) {
            return false;
        }
    }

    /** Fails at once for a short while after it failed, so that a flood of calls is no flood of attempts. */
    private Session open() {
        Optional<Failed> before = lastFailure.get();
        if (before.isPresent() && System.nanoTime() - before.get().atNanos < RETRY_AFTER.toNanos()) {
            throw new Unavailable(before.get().sentence, before.get().cause);
        }
        try {
            Session session = new Session(engine.open(), engine.dialect());
            lastFailure.set(Optional.empty());
            return session;
        } catch (SQLException e) {
            String sentence = engine.sentence(e);
            lastFailure.set(Optional.of(new Failed(sentence, e, System.nanoTime())));
            throw new Unavailable(sentence, e);
        }
    }

    private void acquire(Semaphore semaphore) {
        if (semaphore.tryAcquire()) {
            return;
        }
        if (semaphore.getQueueLength() >= WAITING_MAX) {
            throw busy("%d calls wait for it already".formatted(WAITING_MAX));
        }
        try {
            if (!semaphore.tryAcquire(bounds.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy("no connection was free for %d ms"
                        .formatted(bounds.patience().toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for " + engine.name(), e);
        }
    }

    private Unavailable busy(String why) {
        return new Unavailable(
                "%s has too much to do: %s; try again later".formatted(engine.name(), why),
                new IllegalStateException(why));
    }
}
