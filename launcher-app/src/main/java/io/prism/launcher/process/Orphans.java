// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes that an earlier launcher of the same run directory left behind when it was killed. Most end by themselves,
 * as their standard input has ended; those that hang, were stopped or do not listen to it are found by a marker in their
 * environment, which only children of a launcher of that run directory carry.
 */
public final class Orphans {

    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final String MARKER = "PRISM_RUN_DIR";
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private Orphans() {}

    /** The environment of a child, with the marker. */
    public static Map<String, String> marked(Map<String, String> environment, Path runDir) {
        Map<String, String> marked = new HashMap<>(environment);
        marked.put(MARKER, runDir.toString());
        return Map.copyOf(marked);
    }

    /**
     * Those of a run directory: only for whoever owns it, before he starts children of his own. Finds none on a system
     * without {@code /proc}.
     */
    public static List<ProcessHandle> of(Path runDir) {
        String wanted = MARKER + "=" + runDir;
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> environment(process.pid()).contains(wanted))
                .toList();
    }

    /** Ends them: SIGTERM, and SIGKILL when the grace is over. Blocks until they are gone. */
    public static void end(List<ProcessHandle> orphans, Duration grace) throws InterruptedException {
        if (orphans.isEmpty()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("pids", orphans.stream().map(ProcessHandle::pid).toList())
                .log("ending processes that an earlier launcher left behind");
        orphans.forEach(ProcessHandle::destroy);
        if (!gone(orphans, grace)) {
            orphans.forEach(ProcessHandle::destroyForcibly);
            if (!gone(orphans, AFTER_KILL)) {
                LOG.atError().log("a process that an earlier launcher left behind could not be ended");
            }
        }
    }

    private static boolean gone(List<ProcessHandle> all, Duration most) throws InterruptedException {
        CompletableFuture<?>[] ends = all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(most.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return all.stream().noneMatch(ProcessHandle::isAlive);
        }
    }

    private static List<String> environment(long pid) {
        try {
            return List.of(
                    Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1)
                            .split("\0"));
        } catch (IOException e) {
            // It has ended, or belongs to somebody else.
            return List.of();
        }
    }
}
