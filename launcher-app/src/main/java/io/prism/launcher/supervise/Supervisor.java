// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.prism.launcher.process.Exit;
import io.prism.launcher.process.Launchable;
import io.prism.launcher.process.Life;
import io.prism.launcher.process.NotReady;
import io.prism.launcher.supervise.ProcessState.BackingOff;
import io.prism.launcher.supervise.ProcessState.Failed;
import io.prism.launcher.supervise.ProcessState.Finished;
import io.prism.launcher.supervise.ProcessState.Running;
import io.prism.launcher.supervise.ProcessState.Starting;
import io.prism.launcher.supervise.ProcessState.Terminated;
import io.prism.launcher.supervise.ProcessState.Terminating;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one owner of one process: starts it, watches it, restarts it and ends it.
 *
 * <p>A lock guards the state; it is held for moves only, never while something blocks. What blocks (a start, a health
 * check, a drain) runs on a virtual thread of its own and reports back; a report about a life that is over changes
 * nothing. Everybody else sees {@link Snapshot}s.
 *
 * <pre>
 *   launch ─▶ [live: spawn, awaitReady] ─ready─▶ Running ─▶ [health check ...]
 *                                      └─kill─▶ died ─▶ BackingOff ─timer─▶ begin
 *   terminate ─▶ [end: drain, stop, SIGTERM] ──────────▶ died ─▶ Finished
 *             └─▶ timer: SIGKILL ────────────────────────▲
 * </pre>
 */
final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final String id;
    private final Launchable program;
    private final Timing timing;
    private final Surroundings around;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private ProcessState state;
    private boolean begun;
    private Instant startedAt;
    private final Waiters waiters;
    private final TrackRecord record;
    // The process of now, and why it is being killed, if it is.
    private @Nullable Life life;
    private @Nullable String fault;
    private @Nullable HealthWatch health;

    /** Makes the owner of a process; the first {@link #launch()} starts it, and must come before anything else. */
    Supervisor(String id, Launchable program, Timing timing, Surroundings around) {
        this.id = id;
        this.program = program;
        this.timing = timing;
        this.around = around;
        this.waiters = new Waiters(around.threads());
        this.record = new TrackRecord(id, around);
        this.startedAt = around.clock().instant();
        this.state = new Starting(0, startedAt);
    }

    /**
     * Waits for the process to run: at once when it does, after the present or the next start when it does not. A
     * start that fails fails all who waited for it.
     *
     * @return empty when it is ending; then wait for {@link #ended()} and begin another
     */
    Optional<CompletableFuture<Snapshot>> launch() {
        lock.lock();
        try {
            if (!begun) {
                // Joined before it starts: whoever starts a process hears of a failure, however soon it comes.
                begun = true;
                start(startedAt);
            }
            return switch (state) {
                case Starting _, BackingOff _ -> Optional.of(waiters.join());
                case Running _ -> Optional.of(CompletableFuture.completedFuture(snapshotNow()));
                case Failed failed -> Optional.of(CompletableFuture.failedFuture(givenUp(failed)));
                case Terminating _, Terminated _, Finished _ -> Optional.empty();
            };
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the process: drain, stop, SIGTERM, and SIGKILL after {@code grace}. A second call can only shorten the
     * grace.
     *
     * @return completes when it is gone and everything is free
     */
    CompletableFuture<Void> terminate(Duration grace) {
        Duration bounded = Timing.bounded(grace);
        locked(() -> end(around.clock().instant(), bounded));
        return ended.copy();
    }

    /** How long the process may take to end unless a caller says something else. */
    Duration grace() {
        return timing.grace();
    }

    /** Lets a running process take over the configuration of now. */
    void refresh() {
        Life current = lockedLife();
        if (current != null) {
            around.threads().execute(() -> refresh(current));
        }
    }

    /** Starts a process again that was given up; its failures are forgotten. */
    void reset() {
        locked(() -> {
            if (state instanceof Failed failed) {
                record.forgive();
                Instant now = around.clock().instant();
                move(failed.reset(now));
                start(now);
            }
        });
    }

    /** How it is. */
    Snapshot snapshot() {
        lock.lock();
        try {
            return snapshotNow();
        } finally {
            lock.unlock();
        }
    }

    /** Completes when the process has been ended and everything is free. */
    CompletableFuture<Void> ended() {
        return ended.copy();
    }

    private void start(Instant now) {
        startedAt = now;
        fault = null;
        around.watcher().tally().started();
        around.threads().execute(this::live);
    }

    // The edge of the supervisor: whatever goes wrong in one life is a failure of that life.
    private void live() {
        Life begun;
        try {
            begun = program.begin();
        } catch (IOException | RuntimeException e) {
            report(e);
            locked(() -> over("could not be started: " + e.getMessage(), List.of()));
            return;
        }
        locked(() -> spawned(begun));
        var _ = begun.child()
                .exit()
                .thenAcceptAsync(exit -> died(begun, exit), around.threads())
                .whenComplete((_, thrown) -> {
                    if (thrown != null) {
                        LOG.atError()
                                .setCause(thrown)
                                .addKeyValue("processId", id)
                                .log("process could not be reaped");
                    }
                });
        try {
            String address = begun.awaitReady(Deadline.in(timing.start()));
            locked(() -> arrived(begun, address));
        } catch (NotReady | RuntimeException e) {
            report(e);
            kill(begun, String.valueOf(e.getMessage()));
        }
    }

    private void report(Exception e) {
        if (e instanceof RuntimeException && !(e instanceof GatewayException)) {
            LOG.atError().setCause(e).addKeyValue("processId", id).log("process could not be handled");
        }
    }

    private void spawned(Life begun) {
        life = begun;
        long pid = begun.child().pid();
        if (state instanceof Starting starting) {
            move(starting.spawned(pid));
        } else if (state instanceof Terminating terminating) {
            move(terminating.spawned(pid));
            begun.child().kill();
        }
    }

    private void arrived(Life begun, String address) {
        if (!begun.equals(life) || !(state instanceof Starting starting)) {
            return;
        }
        Instant now = around.clock().instant();
        health = HealthWatch.begin(begun, timing.healthCheck(), around, why -> kill(begun, why));
        move(starting.ready(address, now));
        around.watcher().tally().launched(Duration.between(starting.since(), now));
        waiters.ready(snapshotNow());
        // The configuration may have changed while it started.
        around.threads().execute(() -> refresh(begun));
        around.timer().after(Restarts.STABLE, around.watcher().changed());
    }

    private void refresh(Life current) {
        try {
            current.refresh();
        } catch (NotReady e) {
            locked(() -> record.trouble(e.getMessage()));
        }
    }

    private void kill(Life doomed, String why) {
        locked(() -> {
            if (doomed.equals(life)) {
                fault = why;
                doomed.child().kill();
            }
        });
    }

    private void died(Life over, Exit exit) {
        locked(() -> {
            if (state instanceof Terminating terminating) {
                move(terminating.gone(around.clock().instant()));
            }
        });
        try {
            over.close();
        } finally {
            locked(() -> {
                life = null;
                String cause = fault == null ? exit.describe() : fault;
                over(cause, exit.lastLines());
            });
        }
    }

    // The process is gone, or never came to be.
    private void over(String cause, List<String> output) {
        Instant now = around.clock().instant();
        switch (state) {
            case Starting starting ->
                failed(starting.failed(cause, record.failed(cause, output, Optional.empty()), now));
            case Running running ->
                failed(running.failed(cause, record.failed(cause, output, Optional.of(running.since())), now));
            case Terminating terminating -> finish(terminating.gone(now), now);
            case Terminated terminated -> finish(terminated, now);
            case BackingOff _, Failed _, Finished _ -> throw new IllegalStateException(id + " ended twice");
        }
    }

    private void failed(ProcessState next) {
        move(next);
        if (next instanceof BackingOff backingOff) {
            Duration wait = Duration.between(backingOff.since(), backingOff.retryAt());
            waiters.failed(new ProcessDown(id, backingOff.cause(), wait, false));
            if (wait.isZero()) {
                retry(backingOff);
            } else {
                around.timer().after(wait, () -> locked(() -> retry(backingOff)));
            }
        } else if (next instanceof Failed failed) {
            waiters.failed(givenUp(failed));
        }
    }

    private void retry(BackingOff due) {
        if (state.equals(due)) {
            Instant now = around.clock().instant();
            record.restarted();
            move(due.retry(now));
            start(now);
        }
    }

    private void end(Instant now, Duration grace) {
        switch (state) {
            // It has no calls to finish, so there is nothing to drain.
            case Starting starting -> endLife(starting.end(now, grace), grace, false);
            case Running running -> endLife(running.end(now, grace), grace, true);
            case Terminating terminating -> {
                Terminating sooner = terminating.end(now, grace);
                if (!sooner.equals(terminating)) {
                    move(sooner);
                    killAfter(grace);
                }
            }
            case BackingOff backingOff -> finish(backingOff.end(now), now);
            case Failed failed -> finish(failed.end(now), now);
            case Terminated _, Finished _ -> {
                return;
            }
        }
    }

    private void endLife(Terminating next, Duration grace, boolean drain) {
        move(next);
        waiters.failed(new ProcessDown(id, "was ended before it was ready", Duration.ZERO, false));
        killAfter(grace);
        Life current = life;
        if (current != null && grace.isPositive()) {
            around.threads().execute(() -> Ending.gently(current, drain ? grace : Duration.ZERO));
        }
    }

    private void killAfter(Duration grace) {
        Life current = life;
        if (current == null) {
            return;
        }
        if (grace.isPositive()) {
            // A life that is over by then is reaped: its handle names no other process.
            around.timer().after(grace, current.child()::kill);
        } else {
            current.child().kill();
        }
    }

    private void finish(Terminated terminated, Instant now) {
        move(terminated.freed(now));
        waiters.failed(new ProcessDown(id, "was ended", Duration.ZERO, false));
        around.threads().execute(() -> ended.complete(null));
    }

    private ProcessDown givenUp(Failed failed) {
        String message = "was given up after %d failures in a row and is not started before the configuration changes;"
                + " the last: it %s";
        int count = record.history(Optional.empty()).failures();
        return new ProcessDown(id, message.formatted(count, failed.cause()), Restarts.STABLE, false);
    }

    private void move(ProcessState next) {
        boolean other = !next.name().equals(state.name());
        state = next;
        if (other) {
            LOG.atInfo()
                    .addKeyValue("processId", id)
                    .addKeyValue("state", next.name())
                    .addKeyValue("pid", next.pid())
                    .log("process changed state");
        }
        around.watcher().changed().run();
    }

    private Snapshot snapshotNow() {
        Optional<Instant> readySince =
                state instanceof Running running ? Optional.of(running.since()) : Optional.empty();
        boolean healthy = readySince.isPresent() && health != null && health.well();
        return new Snapshot(id, state, healthy, startedAt, record.history(readySince));
    }

    private @Nullable Life lockedLife() {
        lock.lock();
        try {
            return state instanceof Running ? life : null;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable move) {
        lock.lock();
        try {
            move.run();
        } finally {
            lock.unlock();
        }
    }
}
