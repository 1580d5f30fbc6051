// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads what Linux says about processes and the machine. On other systems nothing is known. */
public final class ProcFiles {

    /** USER_HZ, which is 100 on every architecture Linux is built for today. */
    private static final double TICKS_PER_SECOND = 100;
    /** Fields of {@code stat} after the program's name, counted from 0: user and system time. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    /** See proc(5): resets the high water mark of the resident set. */
    private static final String FORGET_PEAK = "5";

    private final Path root;

    /** Reads below {@code root}, which is {@code /proc} outside of tests. */
    public ProcFiles(Path root) {
        this.root = root;
    }

    /**
     * What processes have used since they started, summed.
     *
     * @param cpuSeconds processor time, user and system
     * @param peakKib the most memory they had resident since {@link #forgetPeaks}, or since they started where that is not
     *     allowed; each one's own peak, whenever it was
     */
    public record Used(double cpuSeconds, long peakKib) {}

    /** What {@code pids} have used; empty when there are none or one of them is not running. */
    public Optional<Used> used(List<Long> pids) {
        double cpuSeconds = 0;
        long peakKib = 0;
        for (long pid : pids) {
            Optional<Double> cpu = cpuSeconds(pid);
            Optional<Long> peak = kib(Path.of(Long.toString(pid), "status"), "VmHWM:");
            if (cpu.isEmpty() || peak.isEmpty()) {
                return Optional.empty();
            }
            cpuSeconds += cpu.get();
            peakKib += peak.get();
        }
        return pids.isEmpty() ? Optional.empty() : Optional.of(new Used(cpuSeconds, peakKib));
    }

    /** Lets peaks of memory be counted from now on; does nothing for processes of other users. */
    public void forgetPeaks(List<Long> pids) {
        for (long pid : pids) {
            try {
                Files.writeString(root.resolve(Long.toString(pid)).resolve("clear_refs"), FORGET_PEAK);
            } catch (IOException _) {
                // The peak since the start stays, which is what the figures are said to be then.
            }
        }
    }

    /** Memory that a process has resident now. */
    public Optional<Long> residentKib(long pid) {
        return kib(Path.of(Long.toString(pid), "status"), "VmRSS:");
    }

    /** The line a process was started with; empty when it is gone. */
    public List<String> commandLine(long pid) {
        return read(Path.of(Long.toString(pid), "cmdline"))
                .map(text -> List.of(text.split("\0")))
                .orElse(List.of());
    }

    /** Processor time of all programs of the machine since it started, in seconds: user and system. */
    public Optional<Double> allCpuSeconds() {
        return read(Path.of("stat")).map(text -> {
            // cpu  user nice system idle …, of all processors together.
            String[] fields = text.substring(0, text.indexOf('\n')).split(" +", -1);
            return (Long.parseLong(fields[1]) + Long.parseLong(fields[2]) + Long.parseLong(fields[3]))
                    / TICKS_PER_SECOND;
        });
    }

    /** Memory of the machine. */
    public Optional<Long> memoryKib() {
        return kib(Path.of("meminfo"), "MemTotal:");
    }

    /** The processor's name. */
    public Optional<String> processor() {
        return read(Path.of("cpuinfo"))
                .flatMap(text -> text.lines()
                        .filter(line -> line.startsWith("model name"))
                        .findFirst())
                .map(line -> line.substring(line.indexOf(':') + 1).strip());
    }

    private Optional<Double> cpuSeconds(long pid) {
        return read(Path.of(Long.toString(pid), "stat")).map(text -> {
            // The name stands in brackets and may hold blanks and brackets itself.
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_PER_SECOND;
        });
    }

    private Optional<Long> kib(Path file, String key) {
        return read(file)
                .flatMap(text ->
                        text.lines().filter(line -> line.startsWith(key)).findFirst())
                .map(line -> Long.parseLong(
                        line.substring(key.length()).replace("kB", "").strip()));
    }

    private Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(root.resolve(file)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
