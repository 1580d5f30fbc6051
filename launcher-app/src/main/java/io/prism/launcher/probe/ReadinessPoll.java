// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.probe;

import io.prism.core.Deadline;
import io.prism.launcher.process.ChildProcess;
import io.prism.launcher.process.FailureKind;
import io.prism.launcher.process.NotReady;
import io.prism.launcher.process.ProcessExit;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a question again and again while a process lives: at first each 5 ms, then after another fiftieth of the time that
 * has passed, so that an answer is known when it is 2 % late, and at last each 200 ms.
 */
final class ReadinessPoll {

    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(200);
    private static final int PART = 50;

    private ReadinessPoll() {}

    /** Something that becomes true. */
    @FunctionalInterface
    interface Question {
        boolean yes() throws NotReady;
    }

    /**
     * Returns when the answer is yes. Blocks, so call it from a virtual thread.
     *
     * @param what what is waited for, to follow "did not"
     * @param otherwise what it is when the deadline passes
     * @throws NotReady when the process ends, the deadline passes or the question fails
     */
    static void until(Question question, ChildProcess child, Deadline deadline, String what, FailureKind otherwise)
            throws NotReady {
        long began = System.nanoTime();
        while (!question.yes()) {
            if (deadline.passed()) {
                throw new NotReady(otherwise, "did not " + what + " in time");
            }
            long part = (System.nanoTime() - began) / PART;
            pause(child, Duration.ofNanos(Math.clamp(part, SHORTEST.toNanos(), LONGEST.toNanos())));
        }
    }

    // Waiting for the end of the process is the pause: a death is seen at once.
    private static void pause(ChildProcess child, Duration pause) throws NotReady {
        try {
            ProcessExit exit = child.exit().get(pause.toNanos(), TimeUnit.NANOSECONDS);
            throw new NotReady(FailureKind.PROCESS_START_FAILED, exit.describe() + " before it was ready");
        } catch (TimeoutException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReady(FailureKind.PROCESS_START_FAILED, "was not waited for any longer");
        } catch (ExecutionException e) {
            throw new NotReady(FailureKind.PROCESS_START_FAILED, "could not be waited for");
        }
    }
}
