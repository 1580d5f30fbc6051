// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls that are being answered, and says when the last one has ended. Streams are calls that may live for
 * hours: they can be told to end. Safe for many threads.
 */
public final class InFlight {

    private final Set<Runnable> streams = new HashSet<>();
    private boolean endingStreams;
    private int calls;
    private long total;
    private boolean closed;
    private @Nullable Promise<Void> idle;

    /** Counts a call in; false when no new calls are taken. */
    public synchronized boolean enter() {
        if (closed) {
            return false;
        }
        calls++;
        total++;
        return true;
    }

    /** Counts a call out. */
    public void leave() {
        Promise<Void> toComplete = null;
        synchronized (this) {
            calls--;
            if (calls == 0) {
                toComplete = idle;
            }
        }
        if (toComplete != null) {
            toComplete.tryComplete();
        }
    }

    /**
     * One of the calls that were counted in is a stream.
     *
     * @param end ends it before its time, from any thread
     */
    public void opened(Runnable end) {
        synchronized (this) {
            if (!endingStreams) {
                streams.add(end);
                return;
            }
        }
        end.run();
    }

    /** A stream has ended; its call is counted out by {@link #leave()}. */
    public synchronized void shut(Runnable end) {
        streams.remove(end);
    }

    /** Ends all streams there are and those to come. */
    public void endStreams() {
        List<Runnable> all;
        synchronized (this) {
            endingStreams = true;
            all = List.copyOf(streams);
        }
        all.forEach(Runnable::run);
    }

    /** Streams among the calls that are being answered now. */
    public synchronized int streams() {
        return streams.size();
    }

    /** Takes no new calls from now on; completes when the calls there are have ended. */
    public Future<Void> close() {
        Promise<Void> promise;
        boolean idleNow;
        synchronized (this) {
            closed = true;
            if (idle == null) {
                idle = Promise.promise();
            }
            promise = idle;
            idleNow = calls == 0;
        }
        if (idleNow) {
            promise.tryComplete();
        }
        return promise.future();
    }

    /** Takes no new calls from now on if there is none at this moment; false, and nothing changes, when there is. */
    public synchronized boolean closeIfIdle() {
        if (calls > 0) {
            return false;
        }
        closed = true;
        return true;
    }

    /** Takes calls again after {@link #closeIfIdle()}; not after {@link #close()}, which is for good. */
    public synchronized void reopen() {
        closed = idle != null;
    }

    /** Calls counted in so far. */
    public synchronized long total() {
        return total;
    }

    /** Calls being answered now. */
    public synchronized int calls() {
        return calls;
    }
}
