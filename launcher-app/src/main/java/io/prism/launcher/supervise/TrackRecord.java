// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong with one process so far. Guarded by the supervisor's lock. */
final class TrackRecord {

    private static final Logger LOG = LoggerFactory.getLogger(TrackRecord.class);

    private final String id;
    private final Surroundings around;
    private Restarts failures = Restarts.NONE;
    private int restarts;
    private String lastError = "";
    private List<String> lastLines = List.of();

    TrackRecord(String id, Surroundings around) {
        this.id = id;
        this.around = around;
    }

    /** One more failure: what follows from it. */
    Restarts.Verdict failed(String cause, List<String> output, Optional<Instant> readySince) {
        Restarts.Verdict verdict = failures.failed(
                readySince, around.clock().instant(), around.random().getAsDouble());
        failures = verdict.next();
        lastError = cause;
        lastLines = output;
        around.watcher().tally().failed();
        LOG.atWarn()
                .addKeyValue("processId", id)
                .addKeyValue("cause", cause)
                .addKeyValue("failures", failures.inARow())
                .addKeyValue("output", String.join("\n", output))
                .log("process failed");
        return verdict;
    }

    /** Something that did not end the process. */
    void trouble(String cause) {
        lastError = cause;
        LOG.atWarn()
                .addKeyValue("processId", id)
                .addKeyValue("cause", cause)
                .log("process did not take over its configuration");
    }

    void restarted() {
        restarts++;
        around.watcher().tally().restarted();
    }

    /** Forgets failures, so that the breaker is closed again. */
    void forgive() {
        failures = Restarts.NONE;
    }

    Snapshot.History history(Optional<Instant> readySince) {
        int count = failures.failuresInARow(readySince, around.clock().instant());
        return new Snapshot.History(count, restarts, lastError, lastLines);
    }
}
