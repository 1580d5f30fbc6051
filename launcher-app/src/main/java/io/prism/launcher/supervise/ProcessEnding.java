// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.core.Deadline;
import io.prism.launcher.process.ChildProcess;
import io.prism.launcher.process.ProcessLife;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process the gentle way; the kill at the end of its grace is the supervisor's. */
final class ProcessEnding {

    private static final Duration EXIT_WAIT = Duration.ofSeconds(1);

    private ProcessEnding() {}

    /**
     * Drain and stop within three quarters of the grace, then SIGTERM if it is still there. Blocks until the signal is
     * sent or the process has ended, so call it from a virtual thread.
     *
     * @param grace zero for a process that has nothing to drain
     */
    static void gently(ProcessLife life, Duration grace) {
        ChildProcess child = life.child();
        if (grace.isPositive()) {
            Deadline drained = Deadline.in(grace.multipliedBy(3).dividedBy(4));
            boolean ends = life.drain(drained.leftOr(grace));
            if (ends && endsWithin(child, drained.atMost(EXIT_WAIT).leftOr(EXIT_WAIT))) {
                return;
            }
        }
        child.terminate();
    }

    private static boolean endsWithin(ChildProcess child, Duration most) {
        try {
            child.exit().get(most.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
