// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import io.prism.launcher.process.ProcessVitals;
import io.prism.launcher.process.ResourceUse;
import io.prism.launcher.supervise.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of the table of processes.
 *
 * @param process its key, {@code proxy}, {@code registry} or the name of a spare
 * @param state where it is in its life
 * @param pid its process id; 0 when there is no process
 * @param startedAt when it was started
 * @param restarts restarts since it was first launched
 * @param calls calls it answered, as it said last; empty when it does not say
 * @param note its address and its last failure
 */
public record StatusRow(
        String process, String state, long pid, Instant startedAt, int restarts, Optional<Long> calls, Note note) {

    private static final String FORM = "%-40s %-12s %8s %10s %8s %9s %10s  %-40s %s%n";
    private static final long MIB = 1 << 20;

    /**
     * What stands at the end of a line.
     *
     * @param address where it takes calls; empty when it does not
     * @param lastError its last failure; empty for none
     */
    public record Note(String address, String lastError) {}

    /** The line of a supervised process. */
    public static StatusRow of(Snapshot process) {
        Optional<Long> calls = process.vitals()
                .map(ProcessVitals::calls)
                .flatMap(said -> said.isPresent() ? Optional.of(said.getAsLong()) : Optional.empty());
        return new StatusRow(
                process.id(),
                process.state().name(),
                process.state().pid(),
                process.startedAt(),
                process.history().restarts(),
                calls,
                new Note(process.address(), process.history().lastError()));
    }

    /** The first line of the table. */
    static String head() {
        return FORM.formatted(
                "PROCESS", "STATE", "PID", "UPTIME", "RESTARTS", "MEMORY", "CALLS", "ADDRESS", "LAST ERROR");
    }

    /** The line as text; asks the operating system for the memory. */
    String text(Instant now) {
        long memory = ResourceUse.of(pid).memoryBytes();
        return FORM.formatted(
                process,
                state,
                pid == 0 ? "-" : pid,
                pid == 0 ? "-" : uptime(Duration.between(startedAt, now)),
                restarts,
                memory == 0 ? "-" : memory / MIB + " MiB",
                calls.map(String::valueOf).orElse("-"),
                orDash(note.address()),
                orDash(note.lastError().replaceAll("\\s+", " ")));
    }

    /** The two largest units: {@code 3d 4h}, {@code 5m 12s}. */
    static String uptime(Duration up) {
        if (up.toDays() > 0) {
            return "%dd %dh".formatted(up.toDays(), up.toHoursPart());
        }
        if (up.toHours() > 0) {
            return "%dh %dm".formatted(up.toHours(), up.toMinutesPart());
        }
        return up.toMinutes() > 0
                ? "%dm %ds".formatted(up.toMinutes(), up.toSecondsPart())
                : Math.max(0, up.toSeconds()) + "s";
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
