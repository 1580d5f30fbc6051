// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import io.prism.core.Deadline;
import java.util.concurrent.CompletableFuture;

/** Keeps a backend's writer at work until it is opened, so that what is written meanwhile waits and goes together. */
record Gate(CompletableFuture<Boolean> opening) {

    /** Returns once the writer has stopped at it. */
    static Gate before(SqliteBackend backend) {
        var reached = new CompletableFuture<Boolean>();
        var gate = new Gate(new CompletableFuture<>());
        var _ = backend.workers()
                .calls()
                .write(0, Deadline.NONE, _ -> {
                    reached.complete(true);
                    return gate.opening().join();
                })
                .subscribeAsCompletionStage();
        reached.join();
        return gate;
    }

    void open() {
        opening.complete(true);
    }
}
