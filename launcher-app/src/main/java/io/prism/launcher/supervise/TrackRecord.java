// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.core.failure.GatewayException.ProcessDown;
import io.prism.launcher.process.FailureCause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happened to one process so far, and what went wrong. Guarded by the supervisor's lock. */
final class TrackRecord {

    private static final Logger LOG = LoggerFactory.getLogger(TrackRecord.class);

    private final String id;
    private final SupervisorContext around;
    private Restarts failures = Restarts.NONE;
    private int restarts;
    private Optional<FailureCause> last = Optional.empty();
    private List<String> lastLines = List.of();

    TrackRecord(String id, SupervisorContext around) {
        this.id = id;
        this.around = around;
    }

    /** A state that was entered. */
    void moved(ProcessState next) {
        LOG.atInfo()
                .addKeyValue("processId", id)
                .addKeyValue("state", next.name())
                .addKeyValue("pid", next.pid())
                .log("process changed state");
    }

    /** One more failure: what follows from it. */
    Restarts.Verdict failed(FailureCause cause, List<String> output, Optional<Instant> readySince) {
        Restarts.Verdict verdict = failures.failed(
                readySince, around.clock().instant(), around.random().getAsDouble());
        failures = verdict.next();
        last = Optional.of(cause);
        lastLines = output;
        around.watcher().tally().failed();
        LOG.atWarn()
                .addKeyValue("processId", id)
                .addKeyValue("kind", cause.kind())
                .addKeyValue("cause", cause.sentence())
                .addKeyValue("failures", failures.inARow())
                .addKeyValue("output", String.join("\n", output))
                .log("process failed");
        return verdict;
    }

    /** Something that did not end the process. */
    void trouble(FailureCause cause) {
        last = Optional.of(cause);
        LOG.atWarn()
                .addKeyValue("processId", id)
                .addKeyValue("cause", cause.sentence())
                .log("process did not take over its configuration");
    }

    /** The answer to callers while the breaker is open. */
    ProcessDown givenUp(String cause) {
        String message =
                "was given up after %d failures in a row and is not started before it is reset;" + " the last: it %s";
        return new ProcessDown(id, message.formatted(failures.inARow(), cause), Restarts.STABLE, false);
    }

    /** Failures without a stable minute between them. */
    int failuresInARow() {
        return failures.inARow();
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
        return new Snapshot.History(count, restarts, last, lastLines);
    }
}
