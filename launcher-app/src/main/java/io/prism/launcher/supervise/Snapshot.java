// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.launcher.supervise.ProcessState.Running;
import java.time.Instant;
import java.util.List;

/**
 * How one process is at one moment. Immutable.
 *
 * @param id its key, {@code proxy} or {@code registry}
 * @param state where it is in its life
 * @param healthy whether it is running and its last health check was good
 * @param startedAt when its present life began; meaningless when there is no process
 * @param history what went wrong so far
 */
public record Snapshot(String id, ProcessState state, boolean healthy, Instant startedAt, History history) {

    /**
     * What went wrong so far.
     *
     * @param failures failures in a row
     * @param restarts restarts since it was first launched
     * @param lastError the last failure as a sentence without its subject; empty for none
     * @param lastLines what the process printed before it failed last
     */
    public record History(int failures, int restarts, String lastError, List<String> lastLines) {}

    /** Where it takes calls; empty when it does not. */
    public String address() {
        return state instanceof Running running ? running.address() : "";
    }

    /** Whether it takes calls. */
    public boolean running() {
        return state instanceof Running;
    }
}
