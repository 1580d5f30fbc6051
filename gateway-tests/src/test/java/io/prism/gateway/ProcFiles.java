// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux tells of processes. */
final class ProcFiles {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private ProcFiles() {}

    /** Open files and sockets of a process. */
    static long descriptors(long pid) throws IOException {
        try (Stream<Path> open = Files.list(of(pid, "fd"))) {
            return open.count();
        }
    }

    /** Resident memory of a process in MiB. */
    static long residentMebibytes(long pid) throws IOException {
        Matcher resident = RESIDENT.matcher(Files.readString(of(pid, "status")));
        if (!resident.find()) {
            throw new IOException("no VmRSS of " + pid);
        }
        return Long.parseLong(resident.group(1)) >> 10;
    }

    /** The children of a process that have ended and that nobody has waited for. */
    static List<Long> zombies(long parent) {
        return ProcessHandle.of(parent).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .filter(child -> text(of(child, "stat")).contains(") Z "))
                .toList();
    }

    /** Every process whose environment holds {@code text}. */
    static List<Long> withEnvironment(String text) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> text(of(pid, "environ")).contains(text))
                .toList();
    }

    private static Path of(long pid, String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }
}
