// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.launcher.process.LaunchableProgram;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;

/** The servers that run as long as the launcher does: the proxy and, where wanted, the schema registry. */
public final class Servers {

    private static final int FIRST_TRIES = 2;

    private final SupervisionTiming timing;
    private final SupervisorContext around;
    private final Map<String, Supervisor> supervisors = new ConcurrentSkipListMap<>();
    private boolean stopping;

    /** Prepares; nothing is started. */
    public Servers(SupervisionTiming timing, SupervisorContext around) {
        this.timing = timing;
        this.around = around;
    }

    /** A server that did not get ready when it was started for the first time. */
    public static final class NotStarted extends Exception {
        private final List<String> lastLines;

        NotStarted(Snapshot last) {
            super("%s %s".formatted(last.id(), last.history().lastError()));
            this.lastLines = last.history().lastLines();
        }

        /** What it printed last. */
        public List<String> lastLines() {
            return lastLines;
        }
    }

    /**
     * Starts a server and waits until it runs; later deaths are followed by restarts. Blocks.
     *
     * @param id {@code proxy} or {@code registry}
     * @throws NotStarted when it failed twice: that is the configuration or a port in use, which a restart cannot mend
     * @throws InterruptedException when the launcher ends meanwhile
     */
    public void start(String id, LaunchableProgram program) throws NotStarted, InterruptedException {
        Supervisor supervisor = new Supervisor(id, program, timing, around, (_, _) -> {});
        Optional<CompletableFuture<Snapshot>> start = begin(id, supervisor);
        for (int tries = 1; !running(start); tries++) {
            if (tries == FIRST_TRIES) {
                throw new NotStarted(supervisor.snapshot());
            }
            start = supervisor.launch();
        }
    }

    /** How the servers are, by id. */
    public List<Snapshot> snapshots() {
        return supervisors.values().stream().map(Supervisor::snapshot).toList();
    }

    /** How one server is; empty before it is started. */
    public Optional<Snapshot> snapshot(String id) {
        return Optional.ofNullable(supervisors.get(id)).map(Supervisor::snapshot);
    }

    /** Lets servers that were given up try again. */
    public void reconfigure() {
        for (Supervisor supervisor : supervisors.values()) {
            boolean _ = supervisor.reset();
        }
    }

    /**
     * Ends a server; from the first end on none is started any more.
     *
     * @return completes when it is gone, at once when it was never started
     */
    public CompletableFuture<Void> stop(String id) {
        Supervisor supervisor;
        synchronized (supervisors) {
            stopping = true;
            supervisor = supervisors.get(id);
        }
        return supervisor == null ? CompletableFuture.completedFuture(null) : supervisor.terminate(timing.grace());
    }

    private Optional<CompletableFuture<Snapshot>> begin(String id, Supervisor supervisor) throws InterruptedException {
        synchronized (supervisors) {
            if (stopping) {
                throw new InterruptedException("the launcher is ending");
            }
            Optional<CompletableFuture<Snapshot>> start = supervisor.launch();
            supervisors.put(id, supervisor);
            return start;
        }
    }

    private static boolean running(Optional<CompletableFuture<Snapshot>> start) throws InterruptedException {
        if (start.isEmpty()) {
            throw new InterruptedException("the server is being ended");
        }
        try {
            return start.get().get().running();
        } catch (ExecutionException e) {
            return false;
        }
    }
}
