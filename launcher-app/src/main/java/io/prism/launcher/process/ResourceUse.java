// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What a process occupies now, as the operating system says. Nothing where it does not say, and of a process that is
 * gone.
 *
 * @param memoryBytes memory that it occupies (resident set)
 * @param cpu processor time that it used since it was started
 */
public record ResourceUse(long memoryBytes, Duration cpu) {

    private static final ResourceUse NONE = new ResourceUse(0, Duration.ZERO);
    private static final String RESIDENT = "VmRSS:";
    private static final int KIB = 1024;

    /** Reads that of one process, 0 for none. Reads a file, so not for an event loop. */
    public static ResourceUse of(long pid) {
        if (pid <= 0) {
            return NONE;
        }
        Duration cpu = ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
        return new ResourceUse(resident(Path.of("/proc", Long.toString(pid), "status")), cpu);
    }

    /** Both together. */
    public ResourceUse plus(ResourceUse other) {
        return new ResourceUse(memoryBytes + other.memoryBytes, cpu.plus(other.cpu));
    }

    private static long resident(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .map(line -> line.replaceAll("\\D", ""))
                    .filter(digits -> !digits.isEmpty())
                    .mapToLong(digits -> Long.parseLong(digits) * KIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            // It ended, or this system has no such file.
            return 0;
        }
    }
}
