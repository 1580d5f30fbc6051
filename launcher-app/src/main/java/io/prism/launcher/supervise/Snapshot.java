// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.launcher.process.FailureCause;
import io.prism.launcher.process.ProcessVitals;
import io.prism.launcher.supervise.ProcessState.BackingOff;
import io.prism.launcher.supervise.ProcessState.Failed;
import io.prism.launcher.supervise.ProcessState.Finished;
import io.prism.launcher.supervise.ProcessState.Retiring;
import io.prism.launcher.supervise.ProcessState.Running;
import io.prism.launcher.supervise.ProcessState.Starting;
import io.prism.launcher.supervise.ProcessState.Terminated;
import io.prism.launcher.supervise.ProcessState.Terminating;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one process is at one moment. Immutable.
 *
 * @param id its key, {@code proxy} or {@code registry}
 * @param state where it is in its life
 * @param healthy whether it is running and its last health check was good
 * @param vitals what it said of itself at its last health check; empty before the first
 * @param startedAt when its present life began; meaningless when there is no process
 * @param limits the limits that are really in force, each with what enforces it
 * @param history what went wrong so far
 */
public record Snapshot(
        String id,
        ProcessState state,
        boolean healthy,
        Optional<ProcessVitals> vitals,
        Instant startedAt,
        List<String> limits,
        History history) {

    /**
     * What went wrong so far.
     *
     * @param failures failures in a row
     * @param restarts restarts since it was first launched
     * @param last the last failure; empty for none
     * @param lastLines what the process printed before it failed last
     */
    public record History(int failures, int restarts, Optional<FailureCause> last, List<String> lastLines) {

        /** The last failure as a sentence without its subject; empty for none. */
        public String lastError() {
            return last.map(FailureCause::sentence).orElse("");
        }
    }

    /** Where it takes calls; empty when it does not. */
    public String address() {
        return switch (state) {
            case Running running -> running.address();
            case Retiring retiring -> retiring.address();
            case Starting _, Terminating _, BackingOff _, Failed _, Terminated _, Finished _ -> "";
        };
    }

    /** Whether it takes calls. */
    public boolean running() {
        return state instanceof Running;
    }
}
