// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import io.prism.bench.load.CallTarget;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Makes each of a number of calls once, a few at a time, and ends with the first failure. */
public final class Fill {

    private static final int AT_ONCE = 32;
    private static final Duration MOST = Duration.ofSeconds(60);

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final int count;
    private final CallTarget calls;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    private Fill(int count, CallTarget calls) {
        this.count = count;
        this.calls = calls;
    }

    /**
     * Writes every key a scenario will read, which also shows that the target answers.
     *
     * @throws TargetFailure when it does not
     */
    public static void write(BenchTarget target, Scenario scenario, Use use)
            throws TargetFailure, InterruptedException {
        CallTarget writes = target.calls(scenario.writer());
        new Fill(1, writes).await(target, 1, use.deadline());
        new Fill(use.keys(), writes).await(target, AT_ONCE, MOST);
    }

    private void await(BenchTarget target, int lanes, Duration most) throws TargetFailure, InterruptedException {
        IntStream.range(0, lanes).forEach(this::next);
        try {
            done.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw new TargetFailure(
                    target.address(), "cannot be written to: " + (cause == null ? failed : cause).getMessage());
        } catch (TimeoutException late) {
            throw new TargetFailure(target.address(), "does not answer within " + most);
        }
    }

    /** Begins the next call, if there is one, and after it the one after. */
    private void next(int lane) {
        int number = begun.getAndIncrement();
        if (number >= count || done.isDone()) {
            return;
        }
        calls.start(lane, number, new CallTarget.Ended() {
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
