// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.limit;

import io.prism.core.config.ProcessLimits;
import io.prism.launcher.process.ProcessCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bounds processes. Memory and processors by control groups where those were delegated; otherwise a JVM gets flags, and
 * any other program a limit on its data (RLIMIT_DATA). Open files by {@code prlimit}. Safe for use by many threads.
 */
public final class Limiter {

    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final String NICENESS = "10";
    private static final long MIB = 1 << 20;
    // What a JVM needs beside heap and buffers: classes, compiled code, stacks.
    private static final long JVM_OWN = 96 * MIB;
    private static final long LEAST_HEAP = 32 * MIB;

    private final ProcessLimits limits;
    private final Optional<Cgroups> groups;
    private final boolean prlimit;
    private final boolean humble;

    /** Bounds with what there is: control groups, if any, and {@code prlimit}, if it is installed. */
    public Limiter(ProcessLimits limits, Optional<Cgroups> groups) {
        this(limits, groups, Files.isExecutable(PRLIMIT), false);
    }

    Limiter(ProcessLimits limits, Optional<Cgroups> groups, boolean prlimit, boolean humble) {
        this.humble = humble;
        this.limits = limits;
        this.groups = groups;
        this.prlimit = prlimit;
    }

    /**
     * What is really in force for one process.
     *
     * @param notes each limit and what enforces it, or why it is not enforced
     * @param free to be run when the process has ended
     */
    public record Applied(List<String> notes, Runnable free) {

        /** Nothing. */
        public static final Applied NOTHING = new Applied(List.of(), () -> {});

        /** Keeps a copy of the notes. */
        public Applied {
            notes = List.copyOf(notes);
        }
    }

    /** Flags for a program that runs on the JVM. */
    public List<String> jvmFlags() {
        List<String> flags = new ArrayList<>();
        if (limits.memoryBytes() > 0) {
            flags.add("-Xmx" + heap() / MIB + "m");
            flags.add("-XX:MaxDirectMemorySize=" + buffers() / MIB + "m");
        }
        if (limits.cpus() > 0) {
            flags.add("-XX:ActiveProcessorCount=" + limits.cpus());
        }
        return flags;
    }

    /**
     * The same limits for a process that has failed again and again: it gets the processor after all others, so that
     * its starts do not disturb them.
     */
    public Limiter humbled() {
        return new Limiter(limits, groups, prlimit, Files.isExecutable(NICE));
    }

    /** The command with what must be in force before the program begins. */
    public ProcessCommand wrap(ProcessCommand command) {
        List<String> line = new ArrayList<>();
        if (humble) {
            line.addAll(List.of(NICE.toString(), "-n", NICENESS));
        }
        line.addAll(limiting(command));
        line.addAll(command.line());
        return new ProcessCommand(line, command.environment(), command.directory());
    }

    private List<String> limiting(ProcessCommand command) {
        List<String> before = new ArrayList<>();
        if (limits.openFiles() > 0) {
            before.add("--nofile=%d:%d".formatted(limits.openFiles(), limits.openFiles()));
        }
        if (limits.memoryBytes() > 0 && groups.isEmpty() && !jvm(command)) {
            before.add("--data=%d:%d".formatted(limits.memoryBytes(), limits.memoryBytes()));
        }
        if (before.isEmpty() || !prlimit) {
            return List.of();
        }
        before.addFirst(PRLIMIT.toString());
        return before;
    }

    /**
     * Bounds a process that has just been started.
     *
     * @param command what it was started with, before {@link #wrap}
     */
    public Applied apply(ProcessCommand command, long pid) {
        List<String> notes = new ArrayList<>();
        Runnable free = () -> {};
        boolean grouped = false;
        if (groups.isPresent() && (limits.memoryBytes() > 0 || limits.cpus() > 0)) {
            Cgroups all = groups.get();
            try {
                Path group = all.confine(pid, limits);
                free = () -> all.remove(group);
                grouped = true;
            } catch (IOException e) {
                notes.add("no control group: " + e.getMessage());
            }
        }
        memory(command, grouped, notes);
        cpus(command, grouped, notes);
        if (limits.openFiles() > 0) {
            notes.add(
                    prlimit
                            ? "open files: %d, by prlimit".formatted(limits.openFiles())
                            : "open files: not limited, prlimit is not installed");
        }
        if (humble) {
            notes.add("priority: nice %s, since it failed again and again".formatted(NICENESS));
        }
        return new Applied(notes, free);
    }

    private void memory(ProcessCommand command, boolean grouped, List<String> notes) {
        if (limits.memoryBytes() <= 0) {
            return;
        }
        long mib = limits.memoryBytes() / MIB;
        if (grouped) {
            notes.add("memory: %d MiB, by control group".formatted(mib));
        } else if (jvm(command)) {
            notes.add("memory: heap %d MiB and buffers %d MiB, by JVM flags".formatted(heap() / MIB, buffers() / MIB));
        } else {
            notes.add(
                    prlimit
                            ? "memory: %d MiB of data, by prlimit".formatted(mib)
                            : "memory: not limited, prlimit is not installed");
        }
    }

    private void cpus(ProcessCommand command, boolean grouped, List<String> notes) {
        if (limits.cpus() <= 0) {
            return;
        }
        if (grouped) {
            notes.add("processors: %d, by control group".formatted(limits.cpus()));
        } else if (jvm(command)) {
            notes.add("processors: the JVM counts %d, which is advice and no limit".formatted(limits.cpus()));
        } else {
            notes.add("processors: not limited, control groups are not delegated");
        }
    }

    private long heap() {
        return Math.max(LEAST_HEAP, (limits.memoryBytes() - JVM_OWN) * 3 / 4);
    }

    private long buffers() {
        return Math.max(LEAST_HEAP / 2, (limits.memoryBytes() - JVM_OWN) / 4);
    }

    private static boolean jvm(ProcessCommand command) {
        Path program = Path.of(command.line().getFirst()).getFileName();
        return program != null && program.toString().equals("java");
    }
}
