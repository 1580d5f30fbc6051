// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.launcher.process.FailureCause;
import io.prism.launcher.process.FailureKind;
import io.prism.launcher.process.NotReady;
import io.prism.launcher.process.ProcessExit;
import io.prism.launcher.process.ProcessLife;
import io.prism.launcher.process.ProcessVitals;
import io.prism.launcher.process.Unstartable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a supervised process: led from its spawning to its reaping on virtual threads, each step reported to its
 * owner. Safe for use by many threads.
 *
 * <pre>
 *   lead: begin ─▶ spawned ─▶ awaitReady ─▶ ready ─▶ [health check ...]
 *                     └─ exit ─────────────────────────────▶ gone ─▶ close ─▶ over
 * </pre>
 */
final class ProcessRun {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessRun.class);

    private final ProcessLife life;
    private final SupervisorContext around;
    private final AtomicReference<@Nullable FailureCause> doomed = new AtomicReference<>();
    private final AtomicReference<@Nullable HealthWatch> health = new AtomicReference<>();

    /** Whoever owns the process. Every call comes on a virtual thread, without a lock. */
    interface Owner {
        /** The operating system has made the process. */
        void spawned(ProcessRun run);

        /** The process takes calls. */
        void ready(ProcessRun run, String address);

        /** The process has ended and is reaped; what it used is being freed. */
        void gone(ProcessRun run);

        /** Nothing of the process is left, or it never came to be; told once for each life. */
        void over(FailureCause cause, List<String> output);
    }

    /** Starts the process. */
    @FunctionalInterface
    interface Beginning {
        /** See {@link io.prism.launcher.process.LaunchableProgram#begin}. */
        ProcessLife begin() throws IOException;
    }

    private ProcessRun(ProcessLife life, SupervisorContext around) {
        this.life = life;
        this.around = around;
    }

    /**
     * Leads a life; blocks until the process is ready or lost, so call it on a virtual thread. The edge of the
     * supervisor: whatever goes wrong in one life is a failure of that life.
     *
     * @param id what the process is called in the log
     * @param patience how long it may take to be ready
     */
    static void lead(String id, Beginning program, Duration patience, SupervisorContext around, Owner owner) {
        ProcessRun run;
        try {
            run = new ProcessRun(program.begin(), around);
        } catch (IOException | RuntimeException e) {
            report(id, e);
            FailureKind kind = e instanceof Unstartable known ? known.kind() : FailureKind.PROCESS_START_FAILED;
            owner.over(new FailureCause(kind, "could not be started: " + e.getMessage()), List.of());
            return;
        }
        owner.spawned(run);
        var _ = run.life
                .child()
                .exit()
                .thenAcceptAsync(exit -> run.ended(exit, owner), around.threads())
                .whenComplete((_, thrown) -> {
                    if (thrown != null) {
                        LOG.atError()
                                .setCause(thrown)
                                .addKeyValue("processId", id)
                                .log("process could not be reaped");
                    }
                });
        try {
            owner.ready(run, run.life.awaitReady(Deadline.in(patience)));
        } catch (NotReady e) {
            run.kill(e.why());
        } catch (RuntimeException e) {
            report(id, e);
            run.kill(new FailureCause(FailureKind.INTERNAL_ERROR, String.valueOf(e.getMessage())));
        }
    }

    /** Its process id in the operating system. */
    long pid() {
        return life.child().pid();
    }

    /** Begins to ask it how it is. */
    void watch(Duration interval, HealthWatch.Listener listener) {
        health.set(HealthWatch.begin(life, interval, around, listener));
    }

    /** Whether its last health check was good; true before the first. */
    boolean well() {
        HealthWatch watch = health.get();
        return watch == null || watch.well();
    }

    /** What it said of itself last. */
    Optional<ProcessVitals> vitals() {
        HealthWatch watch = health.get();
        return watch == null ? Optional.empty() : watch.last();
    }

    /** The limits that are really in force. */
    List<String> limits() {
        return life.limits();
    }

    /** Lets it take over the configuration of now; blocks. */
    void refresh() throws NotReady {
        life.refresh();
    }

    /** Asks it to take no more calls if it has none; blocks. See {@link ProcessLife#retire}. */
    boolean retire(Duration most) {
        return life.retire(most);
    }

    /** Drains and ends it the gentle way; blocks. */
    void end(Duration grace) {
        ProcessEnding.gently(life, grace);
    }

    /** Kills it: this is then why it ended. */
    void kill(FailureCause why) {
        doomed.compareAndSet(null, why);
        life.child().kill();
    }

    /** Kills it because its time to end is over; one that has ended meanwhile is reaped, so no other is hit. */
    void kill() {
        life.child().kill();
    }

    private void ended(ProcessExit exit, Owner owner) {
        owner.gone(this);
        FailureCause why = doomed.get();
        FailureCause cause = why == null ? new FailureCause(FailureKind.PROCESS_CRASHED, exit.describe()) : why;
        try {
            life.close();
        } finally {
            owner.over(cause, exit.lastLines());
        }
    }

    private static void report(String id, Exception e) {
        if (e instanceof RuntimeException && !(e instanceof GatewayException)) {
            LOG.atError().setCause(e).addKeyValue("processId", id).log("process could not be handled");
        }
    }
}
