// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.core.failure.GatewayException.ProcessDown;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Those who wait for one process to run. Guarded by the supervisor's lock; answers are given outside of it. */
final class Waiters {

    private final Executor threads;
    private CompletableFuture<Snapshot> next = new CompletableFuture<>();

    Waiters(Executor threads) {
        this.threads = threads;
    }

    /** One more, with an answer of its own. */
    CompletableFuture<Snapshot> join() {
        return next.copy();
    }

    void ready(Snapshot snapshot) {
        CompletableFuture<Snapshot> waited = release();
        threads.execute(() -> waited.complete(snapshot));
    }

    void failed(ProcessDown why) {
        CompletableFuture<Snapshot> waited = release();
        threads.execute(() -> waited.completeExceptionally(why));
    }

    /** The process ended because nobody called it, just when they did: they should launch it again. */
    void retired() {
        CompletableFuture<Snapshot> waited = release();
        threads.execute(() -> waited.completeExceptionally(new Retired()));
    }

    /** Whether {@code thrown} says to launch again. */
    static boolean retired(Throwable thrown) {
        return thrown instanceof Retired || thrown.getCause() instanceof Retired;
    }

    /** Says to launch again. */
    static final class Retired extends RuntimeException {
        Retired() {
            super("the process retired", null, false, false);
        }
    }

    private CompletableFuture<Snapshot> release() {
        CompletableFuture<Snapshot> waited = next;
        next = new CompletableFuture<>();
        return waited;
    }
}
