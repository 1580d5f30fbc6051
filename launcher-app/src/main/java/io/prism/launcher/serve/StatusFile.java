// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import io.prism.launcher.place.RunDir;
import io.prism.launcher.supervise.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of processes in the run directory, for {@code prism status}: rewritten as a whole after each change, a
 * line for each process. Safe for use by many threads.
 */
public final class StatusFile {

    private static final Logger LOG = LoggerFactory.getLogger(StatusFile.class);
    private static final String ROW = "%-40s %-12s %8s  %-20s %8s  %-40s %s%n";

    private final Path file;
    private final Executor threads;
    private final Supplier<List<Snapshot>> processes;
    private final AtomicBoolean stale = new AtomicBoolean();
    private final ReentrantLock writing = new ReentrantLock();
    private boolean closed;

    /**
     * Prepares; nothing is written.
     *
     * @param threads runs the writing
     * @param processes the rows
     */
    public StatusFile(Path file, Executor threads, Supplier<List<Snapshot>> processes) {
        this.file = file;
        this.threads = threads;
        this.processes = processes;
    }

    /** Says that something changed; returns at once. Changes that come together are written together. */
    public void changed() {
        if (stale.compareAndSet(false, true)) {
            threads.execute(this::write);
        }
    }

    /** Writes nothing any more; when this returns, no writing is under way. */
    public void close() {
        writing.lock();
        try {
            closed = true;
        } finally {
            writing.unlock();
        }
    }

    /** The table. */
    static String table(List<Snapshot> processes) {
        StringBuilder table = new StringBuilder(
                ROW.formatted("PROCESS", "STATE", "PID", "SINCE", "RESTARTS", "ADDRESS", "LAST ERROR"));
        for (Snapshot process : processes) {
            long pid = process.state().pid();
            table.append(ROW.formatted(
                    process.id(),
                    process.state().name(),
                    pid == 0 ? "-" : pid,
                    process.state().since().truncatedTo(ChronoUnit.SECONDS),
                    process.history().restarts(),
                    orDash(process.address()),
                    orDash(process.history().lastError().replaceAll("\\s+", " "))));
        }
        return table.toString();
    }

    private void write() {
        writing.lock();
        try {
            // Before the rows are read, so that a change from now on is written again.
            stale.set(false);
            if (!closed) {
                RunDir.replace(file, table(processes.get()));
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("status file could not be written");
        } finally {
            writing.unlock();
        }
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
