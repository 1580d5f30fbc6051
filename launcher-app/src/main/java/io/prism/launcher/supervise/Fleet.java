// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.Conflict;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.core.failure.GatewayException.Draining;
import io.prism.core.failure.GatewayException.Unknown;
import io.prism.core.process.ProcessKey;
import io.prism.launcher.place.PlacedProcess;
import io.prism.launcher.process.LaunchableProgram;
import io.prism.launcher.supervise.ProcessState.Failed;
import io.prism.launcher.supervise.ProcessState.Finished;
import io.prism.launcher.supervise.ProcessState.Terminated;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All pattern processes, each with its supervisor. Safe for use by many threads; no method blocks.
 *
 * <p>A key that is being started is started once, however many callers want it. What has been ended is forgotten, so
 * its key can be launched again at once.
 */
public final class Fleet {

    /** Most callers that wait for a process at the same time. */
    public static final int MOST_WAITING = 10_000;

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration REAP = Duration.ofSeconds(5);
    private static final int MOST_FAILED = 1_000;
    private static final int MOST_CHOICES = 20;

    private final Function<PlacedProcess, LaunchableProgram> programs;
    private final SupervisionTiming timing;
    private final int mostProcesses;
    private final SupervisorContext around;

    private final StateMoves moves = new StateMoves();
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Map<String, Member> members = new ConcurrentHashMap<>();
    // Guards that a member is added only while there is room and the fleet is open.
    private final ReentrantLock admission = new ReentrantLock();
    private boolean closed;

    /**
     * Makes an empty fleet.
     *
     * @param programs how a process is run
     * @param mostProcesses most processes that may run at the same time
     */
    public Fleet(
            Function<PlacedProcess, LaunchableProgram> programs,
            SupervisionTiming timing,
            int mostProcesses,
            SupervisorContext around) {
        this.programs = programs;
        this.timing = timing;
        this.mostProcesses = mostProcesses;
        this.around = around;
    }

    /**
     * A process and its key.
     *
     * @param key its key
     * @param snapshot how it is
     */
    public record Process(ProcessKey key, Snapshot snapshot) {}

    private record Member(PlacedProcess process, Supervisor supervisor) {
        ProcessKey key() {
            return process.key();
        }
    }

    /**
     * Makes sure that the process runs.
     *
     * @param grace how long it may take when it is ended one day; only the first caller's counts
     * @param deadline how long the caller waits
     * @return the running process; fails with {@code ProcessDown} when it could not be started, {@code DeadlinePassed}
     *     when that took too long, {@code Busy} when there is no room and {@code Draining} when the launcher ends
     */
    public CompletableFuture<Snapshot> launch(PlacedProcess process, Optional<Duration> grace, Deadline deadline) {
        if (!waiting.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new Busy("%d calls wait for processes already".formatted(MOST_WAITING), SOON));
        }
        Duration most = deadline.leftOr(Duration.ofMinutes(1));
        boolean asleep = process(process.key().id())
                .map(known -> !known.snapshot().running())
                .orElse(true);
        Instant asked = around.clock().instant();
        return attempt(process, grace)
                .orTimeout(most.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(thrown -> CompletableFuture.failedFuture(cause(thrown, process.key())))
                .whenComplete((launched, _) -> {
                    waiting.release();
                    if (asleep && launched != null) {
                        around.watcher()
                                .tally()
                                .woken(Duration.between(asked, around.clock().instant()));
                    }
                });
    }

    /**
     * Ends a process.
     *
     * @param grace how long it may take before it is killed; empty for what was said at its launch
     * @return completes when it is gone; fails with {@link NotEnded} when even a kill does not end it
     * @throws Unknown when there is no such process
     */
    public CompletableFuture<Void> terminate(String id, Optional<Duration> grace) {
        Supervisor supervisor = member(id).supervisor();
        Duration most = SupervisionTiming.bounded(grace.orElse(supervisor.grace()));
        return supervisor
                .terminate(most)
                .orTimeout(most.plus(REAP).toNanos(), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(_ -> CompletableFuture.failedFuture(new NotEnded(id, most.plus(REAP))));
    }

    /** A process that is still there although it was killed. */
    public static final class NotEnded extends RuntimeException {
        NotEnded(String id, Duration waited) {
            super(
                    "process '%s' is still there %d s after it was told to end, although it was killed"
                            .formatted(id, waited.toSeconds()),
                    null,
                    false,
                    false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /**
     * Closes the breaker of a process that was given up, and starts it.
     *
     * @return whether it had been given up
     * @throws Unknown when there is no such process
     */
    public boolean reset(String id) {
        return member(id).supervisor().reset();
    }

    /** Tells of each move of a pattern process. */
    public StateMoves moves() {
        return moves;
    }

    /** The processes, by id. */
    public List<Process> processes() {
        return members.values().stream()
                .map(member -> new Process(member.key(), member.supervisor().snapshot()))
                .sorted(Comparator.comparing(process -> process.key().id()))
                .toList();
    }

    /** One process. */
    public Optional<Process> process(String id) {
        return Optional.ofNullable(members.get(id))
                .map(member -> new Process(member.key(), member.supervisor().snapshot()));
    }

    /**
     * Follows a new configuration: what is not wanted any more ends, what was given up may be tried again, the rest
     * takes the configuration over.
     *
     * @param wanted whether the new configuration has bindings for a process
     */
    public void reconfigure(Predicate<PlacedProcess> wanted) {
        for (Member member : members.values()) {
            Supervisor supervisor = member.supervisor();
            if (!wanted.test(member.process()) || supervisor.snapshot().state() instanceof Failed) {
                var _ = supervisor.terminate(supervisor.grace());
            } else {
                supervisor.refresh();
            }
        }
    }

    /** Whether launches are taken. */
    public boolean open() {
        admission.lock();
        try {
            return !closed;
        } finally {
            admission.unlock();
        }
    }

    /**
     * Ends all processes, side by side, and takes no launches any more.
     *
     * @return completes when all are gone
     */
    public CompletableFuture<Void> close() {
        admission.lock();
        try {
            closed = true;
        } finally {
            admission.unlock();
        }
        return CompletableFuture.allOf(members.values().stream()
                .map(member -> member.supervisor().terminate(member.supervisor().grace()))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Snapshot> attempt(PlacedProcess process, Optional<Duration> grace) {
        Member present = members.get(process.key().id());
        if (present == null) {
            try {
                return admit(process, grace).orElseGet(() -> attempt(process, grace));
            } catch (Busy | Draining e) {
                return CompletableFuture.failedFuture(e);
            }
        }
        if (!present.process().adHoc().equals(process.adHoc())) {
            return CompletableFuture.failedFuture(new Conflict(
                    "process '%s' was launched with other settings; end it before it can be launched with these"
                            .formatted(process.key().id())));
        }
        return present.supervisor()
                .launch()
                .map(launched -> launched.exceptionallyCompose(thrown ->
                        Waiters.retired(thrown) ? next(present, grace) : CompletableFuture.failedFuture(thrown)))
                .orElseGet(() -> next(present, grace));
    }

    // The present process is ending; the next can begin when it is gone.
    private CompletableFuture<Snapshot> next(Member present, Optional<Duration> grace) {
        return present.supervisor().ended().thenCompose(_ -> {
            members.remove(present.key().id(), present);
            return attempt(present.process(), grace);
        });
    }

    private Member member(String id) {
        Member member = members.get(id);
        if (member == null) {
            throw new Unknown(
                    "process",
                    id,
                    members.keySet().stream().sorted().limit(MOST_CHOICES).toList());
        }
        return member;
    }

    // Empty when another caller was faster.
    private Optional<CompletableFuture<Snapshot>> admit(PlacedProcess process, Optional<Duration> grace) {
        ProcessKey key = process.key();
        admission.lock();
        try {
            if (members.containsKey(key.id())) {
                return Optional.empty();
            }
            if (closed) {
                throw new Draining("the launcher");
            }
            makeRoom();
            SupervisionTiming own =
                    new SupervisionTiming(timing.start(), grace.orElse(timing.grace()), timing.healthCheck());
            Supervisor supervisor = new Supervisor(
                    key.id(),
                    programs.apply(process),
                    own,
                    around,
                    (before, now) -> moves.tell(new StateMoves.Move(key, before, now)));
            Member member = new Member(process, supervisor);
            // Nobody else may see it before it is launched.
            Optional<CompletableFuture<Snapshot>> first = supervisor.launch();
            members.put(key.id(), member);
            var _ = supervisor.ended().thenRun(() -> {
                members.remove(key.id(), member);
                around.watcher().changed().run();
            });
            return first;
        } finally {
            admission.unlock();
        }
    }

    private void makeRoom() {
        List<Process> all = processes();
        long live =
                all.stream().filter(process -> live(process.snapshot().state())).count();
        if (live >= mostProcesses) {
            throw new Busy("%d processes run already, as many as launcher.max-processes allows".formatted(live), SOON);
        }
        // Sessions come and go, so what was given up for each of them must not be remembered for ever.
        List<Process> failed = all.stream()
                .filter(process -> process.snapshot().state() instanceof Failed)
                .sorted(Comparator.comparing(
                        process -> process.snapshot().state().since()))
                .toList();
        if (failed.size() >= MOST_FAILED) {
            members.remove(failed.getFirst().key().id());
        }
    }

    private static boolean live(ProcessState state) {
        return !(state instanceof Failed || state instanceof Terminated || state instanceof Finished);
    }

    private Throwable cause(Throwable thrown, ProcessKey key) {
        return switch (thrown) {
            case CompletionException wrapped when wrapped.getCause() != null -> cause(wrapped.getCause(), key);
            case TimeoutException _ -> {
                String last = process(key.id())
                        .map(process -> process.snapshot().history().lastError())
                        .orElse("");
                String trouble = last.isEmpty() ? "" : "; before, it " + last;
                yield new DeadlinePassed("process '%s'%s".formatted(key.id(), trouble));
            }
            default -> thrown;
        };
    }
}
