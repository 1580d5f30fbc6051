// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import io.prism.launcher.place.RunDir;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of processes in the run directory, for {@code prism status}: rewritten as a whole after each change, and
 * again and again for what changes all the time, a line for each process. Safe for use by many threads.
 */
public final class StatusFile {

    private static final Logger LOG = LoggerFactory.getLogger(StatusFile.class);

    private final Path file;
    private final Executor threads;
    private final InstantSource clock;
    private final Supplier<List<StatusRow>> processes;
    private final AtomicBoolean stale = new AtomicBoolean();
    private final ReentrantLock writing = new ReentrantLock();
    private boolean closed;

    /**
     * Prepares; nothing is written.
     *
     * @param threads runs the writing
     * @param clock says how long a process has been up
     * @param processes the rows
     */
    public StatusFile(Path file, Executor threads, InstantSource clock, Supplier<List<StatusRow>> processes) {
        this.file = file;
        this.threads = threads;
        this.clock = clock;
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
    static String table(List<StatusRow> processes, Instant now) {
        StringBuilder table = new StringBuilder(StatusRow.head());
        processes.forEach(process -> table.append(process.text(now)));
        return table.toString();
    }

    private void write() {
        writing.lock();
        try {
            // Before the rows are read, so that a change from now on is written again.
            stale.set(false);
            if (!closed) {
                RunDir.replace(file, table(processes.get(), clock.instant()));
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("status file could not be written");
        } finally {
            writing.unlock();
        }
    }
}
