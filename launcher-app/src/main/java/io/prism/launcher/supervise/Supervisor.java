// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.core.failure.GatewayException.ProcessDown;
import io.prism.launcher.process.FailureCause;
import io.prism.launcher.process.FailureKind;
import io.prism.launcher.process.LaunchableProgram;
import io.prism.launcher.process.NotReady;
import io.prism.launcher.supervise.ProcessState.BackingOff;
import io.prism.launcher.supervise.ProcessState.Failed;
import io.prism.launcher.supervise.ProcessState.Finished;
import io.prism.launcher.supervise.ProcessState.Retiring;
import io.prism.launcher.supervise.ProcessState.Running;
import io.prism.launcher.supervise.ProcessState.Starting;
import io.prism.launcher.supervise.ProcessState.Terminated;
import io.prism.launcher.supervise.ProcessState.Terminating;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of one process: starts it, watches it, restarts it, retires it and ends it.
 *
 * <p>A lock guards the state; it is held for moves only, never while something blocks. What blocks (a start, a health
 * check, a drain) runs on a virtual thread of its own and reports back; a report about a life that is over changes
 * nothing. Everybody else sees {@link Snapshot}s.
 *
 * <pre>
 *   launch ─▶ [Run.lead] ─ready─▶ Running ─▶ [HealthWatch] ─idle─▶ Retiring ─▶ [retire] ─▶ Running or the end
 *                   └─────────over────────────▶ BackingOff ─timer─▶ [Run.lead]
 *   terminate ─▶ [Run.end: drain, stop, SIGTERM] ─▶ gone ─▶ over ─▶ Finished
 *             └─▶ timer: SIGKILL ─────────────────▲
 * </pre>
 */
final class Supervisor implements ProcessRun.Owner {

    private final String id;
    private final LaunchableProgram program;
    private final SupervisionTiming timing;
    private final SupervisorContext around;
    private final BiConsumer<ProcessState, Snapshot> moved;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private ProcessState state;
    private boolean begun;
    private Instant startedAt;
    private final Waiters waiters;
    private final TrackRecord record;
    private @Nullable ProcessRun run;

    /**
     * Makes the owner of a process; the first {@link #launch()} starts it, and must come before anything else.
     *
     * @param moved gets the state before and the process after each move, under the lock, so it returns at once
     */
    Supervisor(
            String id,
            LaunchableProgram program,
            SupervisionTiming timing,
            SupervisorContext around,
            BiConsumer<ProcessState, Snapshot> moved) {
        this.id = id;
        this.program = program;
        this.timing = timing;
        this.around = around;
        this.moved = moved;
        this.waiters = new Waiters(around.threads());
        this.record = new TrackRecord(id, around);
        this.startedAt = around.clock().instant();
        this.state = new Starting(0, startedAt);
    }

    /**
     * Waits for the process to run: at once when it does, after the present or the next start when it does not. A
     * start that fails fails all who waited for it; {@link Waiters.Retired} says that it ends after all.
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
                case Starting _, BackingOff _, Retiring _ -> Optional.of(waiters.join());
                case Running _ -> Optional.of(CompletableFuture.completedFuture(snapshotNow()));
                case Failed failed -> Optional.of(CompletableFuture.failedFuture(record.givenUp(failed.cause())));
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
        Duration bounded = SupervisionTiming.bounded(grace);
        locked(() -> end(around.clock().instant(), bounded));
        return ended.copy();
    }

    /** How long the process may take to end unless a caller says something else. */
    Duration grace() {
        return timing.grace();
    }

    /** Lets a running process take over the configuration of now. */
    void refresh() {
        locked(() -> {
            ProcessRun current = run;
            if (current != null && state instanceof Running) {
                around.threads().execute(() -> refresh(current));
            }
        });
    }

    /**
     * Starts a process again that was given up; its failures are forgotten.
     *
     * @return whether it had been given up
     */
    boolean reset() {
        lock.lock();
        try {
            if (!(state instanceof Failed failed)) {
                return false;
            }
            record.forgive();
            Instant now = around.clock().instant();
            move(failed.reset(now));
            start(now);
            return true;
        } finally {
            lock.unlock();
        }
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

    @Override
    public void spawned(ProcessRun spawned) {
        locked(() -> {
            run = spawned;
            if (state instanceof Starting starting) {
                move(starting.spawned(spawned.pid()));
            } else if (state instanceof Terminating terminating) {
                move(terminating.spawned(spawned.pid()));
                spawned.kill();
            }
        });
    }

    @Override
    public void ready(ProcessRun arrived, String address) {
        locked(() -> {
            if (!arrived.equals(run) || !(state instanceof Starting starting)) {
                return;
            }
            Instant now = around.clock().instant();
            arrived.watch(timing.healthCheck(), new Findings(arrived));
            move(starting.ready(address, now));
            around.watcher().tally().launched(Duration.between(starting.since(), now));
            waiters.ready(snapshotNow());
            // The configuration may have changed while it started.
            around.threads().execute(() -> refresh(arrived));
            around.timer().after(Restarts.STABLE, around.watcher().changed());
        });
    }

    @Override
    public void gone(ProcessRun dead) {
        locked(() -> {
            if (state instanceof Terminating terminating) {
                move(terminating.gone(around.clock().instant()));
            }
        });
    }

    @Override
    public void over(FailureCause cause, List<String> output) {
        locked(() -> {
            run = null;
            Instant now = around.clock().instant();
            switch (state) {
                case Starting starting -> {
                    FailureCause why = cause.kind() == FailureKind.PROCESS_CRASHED
                            ? new FailureCause(FailureKind.PROCESS_START_FAILED, cause.sentence())
                            : cause;
                    failed(starting.failed(why.sentence(), record.failed(why, output, Optional.empty()), now));
                }
                case Running running ->
                    failed(running.failed(
                            cause.sentence(), record.failed(cause, output, Optional.of(running.since())), now));
                case Retiring retiring ->
                    failed(retiring.failed(
                            cause.sentence(), record.failed(cause, output, Optional.of(retiring.readySince())), now));
                case Terminating terminating -> finish(terminating.gone(now), now);
                case Terminated terminated -> finish(terminated, now);
                case BackingOff _, Failed _, Finished _ -> throw new IllegalStateException(id + " ended twice");
            }
        });
    }

    /** What is found out about one life. */
    private final class Findings implements HealthWatch.Listener {
        private final ProcessRun about;

        Findings(ProcessRun about) {
            this.about = about;
        }

        @Override
        public void sick(FailureCause why) {
            about.kill(why);
        }

        @Override
        public void idle() {
            locked(() -> {
                if (about.equals(run) && state instanceof Running running) {
                    move(running.idle(around.clock().instant()));
                    around.threads().execute(() -> settle(about, about.retire(timing.grace())));
                }
            });
        }
    }

    // The answer of an idle process that was asked to take no more calls.
    private void settle(ProcessRun asked, boolean retires) {
        locked(() -> {
            if (!asked.equals(run) || !(state instanceof Retiring retiring)) {
                return;
            }
            if (retires) {
                around.watcher().tally().retired();
                endRun(retiring.end(around.clock().instant(), timing.grace()), timing.grace(), true);
            } else {
                move(retiring.busy());
                waiters.ready(snapshotNow());
            }
        });
    }

    private void start(Instant now) {
        startedAt = now;
        around.watcher().tally().started();
        int failures = record.failuresInARow();
        around.threads()
                .execute(() -> ProcessRun.lead(id, () -> program.begin(failures), timing.start(), around, this));
    }

    private void refresh(ProcessRun current) {
        try {
            current.refresh();
        } catch (NotReady e) {
            locked(() -> record.trouble(e.why()));
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
            waiters.failed(record.givenUp(failed.cause()));
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
            case Starting starting -> endRun(starting.end(now, grace), grace, false);
            case Running running -> endRun(running.end(now, grace), grace, true);
            case Retiring retiring -> endRun(retiring.end(now, grace), grace, true);
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

    private void endRun(Terminating next, Duration grace, boolean drain) {
        if (state instanceof Retiring) {
            waiters.retired();
        } else {
            waiters.failed(new ProcessDown(id, "was ended before it was ready", Duration.ZERO, false));
        }
        move(next);
        killAfter(grace);
        ProcessRun current = run;
        if (current != null && grace.isPositive()) {
            around.threads().execute(() -> current.end(drain ? grace : Duration.ZERO));
        }
    }

    private void killAfter(Duration grace) {
        ProcessRun current = run;
        if (current == null) {
            return;
        }
        if (grace.isPositive()) {
            around.timer().after(grace, current::kill);
        } else {
            current.kill();
        }
    }

    private void finish(Terminated terminated, Instant now) {
        move(terminated.freed(now));
        around.watcher().tally().stopped();
        waiters.failed(new ProcessDown(id, "was ended", Duration.ZERO, false));
        around.threads().execute(() -> ended.complete(null));
    }

    private void move(ProcessState next) {
        ProcessState before = state;
        state = next;
        if (!next.name().equals(before.name())) {
            record.moved(next);
            moved.accept(before, snapshotNow());
        }
        around.watcher().changed().run();
    }

    private Snapshot snapshotNow() {
        Optional<Instant> readySince =
                state instanceof Running running ? Optional.of(running.since()) : Optional.empty();
        ProcessRun current = run;
        boolean healthy = readySince.isPresent() && current != null && current.well();
        return new Snapshot(
                id,
                state,
                healthy,
                current == null ? Optional.empty() : current.vitals(),
                startedAt,
                current == null ? List.of() : current.limits(),
                record.history(readySince));
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
