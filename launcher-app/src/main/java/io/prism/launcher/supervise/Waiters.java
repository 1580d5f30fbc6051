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

    private CompletableFuture<Snapshot> release() {
        CompletableFuture<Snapshot> waited = next;
        next = new CompletableFuture<>();
        return waited;
    }
}
