// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import io.prism.core.failure.GatewayException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Connections that are lent to one call at a time, first come, first served. They are opened when calls wait and there
 * are not as many yet as may be. Safe for use by many threads; how many calls may wait is bounded by {@link
 * CallAdmission}.
 */
final class SessionPool {

    private final Connector connector;
    private final int size;
    private final Duration freshness;
    private final PostgresFailures failures;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<PostgresSession> idle = new ArrayDeque<>();
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private int open;
    private int opening;
    private boolean closed;

    /** A call that waits for a connection. */
    final class Waiter {
        private final Promise<PostgresSession> promise = Promise.promise();

        private Waiter() {}

        /** The connection, which is to be given back; or the failure to get one. */
        Future<PostgresSession> session() {
            return promise.future();
        }

        /** Waits no longer. */
        void giveUp(GatewayException failure) {
            locked(() -> waiters.remove(this));
            promise.tryFail(failure);
        }
    }

    SessionPool(Connector connector, PostgresConnectionLimits limits, PostgresFailures failures) {
        this.connector = connector;
        this.size = limits.lent();
        this.freshness = limits.freshness();
        this.failures = failures;
    }

    /** Asks for a connection. */
    Waiter ask() {
        var waiter = new Waiter();
        Optional<PostgresSession> session;
        var stale = new ArrayList<PostgresSession>();
        lock.lock();
        try {
            while (!idle.isEmpty() && idle.getFirst().idleFor(freshness)) {
                stale.add(idle.removeFirst());
            }
            session = Optional.ofNullable(idle.pollFirst());
            if (session.isEmpty() && !closed) {
                waiters.add(waiter);
            }
        } finally {
            lock.unlock();
        }
        stale.forEach(PostgresSession::end);
        if (session.isPresent()) {
            waiter.promise.complete(session.get());
        } else if (closed) {
            waiter.promise.fail(failures.closed());
        } else {
            openWhereNeeded();
        }
        return waiter;
    }

    /** Takes a connection back. */
    void giveBack(PostgresSession session) {
        Optional<Waiter> next = Optional.empty();
        boolean over;
        lock.lock();
        try {
            over = closed;
            if (session.usable() && !over) {
                next = waiters.stream().findFirst();
                next.ifPresentOrElse(waiters::remove, () -> idle.addFirst(session));
            }
        } finally {
            lock.unlock();
        }
        if (over) {
            session.end();
        }
        // It may have given up in this moment: then the connection goes to the next one.
        if (next.isPresent() && !next.get().promise.tryComplete(session)) {
            giveBack(session);
        }
    }

    /** Whether there is any connection now. */
    boolean hasConnections() {
        lock.lock();
        try {
            return open > opening;
        } finally {
            lock.unlock();
        }
    }

    /** Connections that there are. */
    int open() {
        lock.lock();
        try {
            return open - opening;
        } finally {
            lock.unlock();
        }
    }

    /** Calls that wait for a connection. */
    int waiting() {
        lock.lock();
        try {
            return waiters.size();
        } finally {
            lock.unlock();
        }
    }

    /** Lends nothing from now on, and lets go of connections once they are given back. */
    void close() {
        var unused = new ArrayList<PostgresSession>();
        var unserved = new ArrayList<Waiter>();
        locked(() -> {
            closed = true;
            unused.addAll(idle);
            unserved.addAll(waiters);
            idle.clear();
            waiters.clear();
        });
        unused.forEach(PostgresSession::end);
        unserved.forEach(waiter -> waiter.promise.tryFail(failures.closed()));
    }

    private void openWhereNeeded() {
        int more;
        lock.lock();
        try {
            more = closed ? 0 : Math.max(0, Math.min(waiters.size() - opening, size - open));
            open += more;
            opening += more;
        } finally {
            lock.unlock();
        }
        for (int i = 0; i < more; i++) {
            connector.connect().onSuccess(this::opened).onFailure(failure -> notOpened((GatewayException) failure));
        }
    }

    private void opened(PostgresSession session) {
        locked(() -> opening--);
        session.whenEnded(() -> ended(session));
        giveBack(session);
    }

    /** While another connection is there, waiting for that is better than failing. */
    private void notOpened(GatewayException failure) {
        List<Waiter> hopeless = new ArrayList<>();
        locked(() -> {
            open--;
            opening--;
            if (open == 0) {
                hopeless.addAll(waiters);
                waiters.clear();
            }
        });
        hopeless.forEach(waiter -> waiter.promise.tryFail(failure));
    }

    private void ended(PostgresSession session) {
        locked(() -> {
            idle.remove(session);
            open--;
        });
        openWhereNeeded();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
