// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * A few connections that many calls share at once, for statements that are short and wait for nobody: reads of single
 * keys. What is written waits for locks and for the disk, and would hold up all that was sent behind it. Safe for use
 * by many threads.
 */
final class SharedLines {

    private final Connector connector;
    private final PostgresConnectionLimits limits;
    private final PostgresFailures failures;
    private final List<Line> lines;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    /** One of the connections, opened when it is first needed and again after it was lost. */
    private final class Line {
        private final ReentrantLock lock = new ReentrantLock();
        private Future<PostgresSession> session = Future.failedFuture("not opened yet");

        Future<PostgresSession> session() {
            lock.lock();
            try {
                if (session.isComplete() && !healthy()) {
                    session = connector.connect();
                }
                return session;
            } finally {
                lock.unlock();
            }
        }

        boolean open() {
            lock.lock();
            try {
                return session.succeeded() && session.result().usable();
            } finally {
                lock.unlock();
            }
        }

        /** A connection that says nothing any more is given up here, whatever the deadlines of its callers are. */
        private boolean healthy() {
            if (session.failed()) {
                return false;
            }
            if (session.result().silentFor(limits.silence()) || session.result().idleFor(limits.freshness())) {
                session.result().end();
            }
            return session.result().usable();
        }

        void end() {
            lock.lock();
            try {
                session.onSuccess(PostgresSession::end);
            } finally {
                lock.unlock();
            }
        }
    }

    SharedLines(Connector connector, PostgresConnectionLimits limits, PostgresFailures failures) {
        this.connector = connector;
        this.limits = limits;
        this.failures = failures;
        this.lines =
                IntStream.range(0, limits.shared()).mapToObj(_ -> new Line()).toList();
    }

    /** One of the connections, or the failure to open it. */
    Future<PostgresSession> session() {
        if (closed) {
            return Future.failedFuture(failures.closed());
        }
        Line next = lines.get(Math.floorMod(turn.getAndIncrement(), lines.size()));
        return next.session()
                .recover(failure -> lines.stream()
                        .filter(Line::open)
                        .findFirst()
                        .map(Line::session)
                        .orElse(Future.failedFuture(failure)));
    }

    /** Closes the connections. */
    void close() {
        closed = true;
        lines.forEach(Line::end);
    }
}
