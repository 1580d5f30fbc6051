// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.limit;

import io.prism.core.config.ProcessLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the control group tree (version 2) that was delegated to the launcher, as systemd does with
 * {@code Delegate=yes}: a group for each process below the launcher's own. Safe for use by many threads.
 *
 * <p>A group that has groups below it may hold no process itself, so the launcher moves into one of its own first.
 */
public final class Cgroups {

    private static final Logger LOG = LoggerFactory.getLogger(Cgroups.class);
    private static final Set<String> NEEDED = Set.of("cpu", "memory");
    private static final String PROCS = "cgroup.procs";
    private static final int PERIOD_MICROS = 100_000;

    private final Path root;
    private final AtomicInteger last = new AtomicInteger();

    private Cgroups(Path root) {
        this.root = root;
    }

    /**
     * The launcher's own group, if it was delegated.
     *
     * @param proc {@code /proc/self}
     */
    public static Optional<Cgroups> delegated(Path proc) {
        try {
            Optional<Path> own = own(proc);
            if (own.isEmpty() || !offers(own.get())) {
                return Optional.empty();
            }
            return Optional.of(enter(own.get(), ProcessHandle.current().pid()));
        } catch (IOException e) {
            LOG.atInfo().addKeyValue("cause", e.toString()).log("control groups are not delegated to the launcher");
            return Optional.empty();
        }
    }

    /** Takes a group over: moves the launcher into a group below it and hands the controllers down. */
    static Cgroups enter(Path group, long self) throws IOException {
        Path leaf = group.resolve("prism-launcher");
        Files.createDirectories(leaf);
        write(leaf.resolve(PROCS), Long.toString(self));
        write(group.resolve("cgroup.subtree_control"), "+cpu +memory");
        return new Cgroups(group);
    }

    /**
     * Puts a process into a group of its own with limits.
     *
     * @return the group, to be removed when the process has ended
     * @throws IOException when the system refuses
     */
    Path confine(long pid, ProcessLimits limits) throws IOException {
        Path group = root.resolve("prism-p" + last.incrementAndGet());
        Files.createDirectories(group);
        if (limits.memoryBytes() > 0) {
            write(group.resolve("memory.max"), Long.toString(limits.memoryBytes()));
        }
        if (limits.cpus() > 0) {
            write(group.resolve("cpu.max"), "%d %d".formatted((long) limits.cpus() * PERIOD_MICROS, PERIOD_MICROS));
        }
        write(group.resolve(PROCS), Long.toString(pid));
        return group;
    }

    /** Removes the group of a process that has ended. */
    void remove(Path group) {
        try {
            Files.deleteIfExists(group);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("control group could not be removed");
        }
    }

    private static Optional<Path> own(Path proc) throws IOException {
        Optional<String> mount =
                line(proc.resolve("mounts"), text -> text.contains(" cgroup2 ")).map(text -> text.split(" ")[1]);
        Optional<String> path = line(proc.resolve("cgroup"), text -> text.startsWith("0::/"))
                .map(text -> text.substring("0::/".length()));
        return mount.flatMap(at -> path.map(Path.of(at)::resolve));
    }

    private static boolean offers(Path group) throws IOException {
        Path controllers = group.resolve("cgroup.controllers");
        return Files.isReadable(controllers)
                && Files.isWritable(group.resolve("cgroup.subtree_control"))
                && List.of(Files.readString(controllers).strip().split(" ")).containsAll(NEEDED);
    }

    private static Optional<String> line(Path file, Predicate<String> wanted) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(wanted).findFirst();
        }
    }

    // The files are there already; they must not be truncated or made.
    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }
}
