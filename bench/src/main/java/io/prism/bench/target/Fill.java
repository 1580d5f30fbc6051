// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import io.prism.bench.load.Calls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes each of a number of calls once, a few at a time, and ends with the first failure. */
final class Fill {

    final CompletableFuture<Void> done = new CompletableFuture<>();

    private final int count;
    private final Calls calls;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    Fill(int count, Calls calls) {
        this.count = count;
        this.calls = calls;
    }

    /** Begins the next call, if there is one, and after it the one after. */
    void next(int lane) {
        int number = begun.getAndIncrement();
        if (number >= count || done.isDone()) {
            return;
        }
        calls.start(lane, number, new Calls.Ended() {
            @Override
            public void ok() {
                if (ended.incrementAndGet() == count) {
                    done.complete(null);
                }
                next(lane);
            }

            @Override
            public void failed(String why) {
                done.completeExceptionally(new IllegalStateException(why));
            }
        });
    }
}
