// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import io.prism.bench.Arguments.Wrong;
import io.prism.bench.door.Paths;
import io.prism.bench.observe.ProcFiles;
import io.prism.bench.target.TargetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the targets and processes of the report, and says how the processes were started. */
final class WaysToBackends {

    /** Those of the report on the door; the first must be there. */
    static final List<String> OF_THE_DOOR = List.of(Paths.ALONE, Paths.DIRECT, Paths.EMBEDDED, Paths.PROCESS);

    /** Those of Prism that are compared with Dapr. */
    static final List<String> BESIDE_DAPR = List.of(Paths.EMBEDDED, Paths.PROCESS);

    private WaysToBackends() {}

    /**
     * The backends in the order in which they are first named.
     *
     * @param ways what the targets may be; the first target of each backend must be the first of them
     */
    static List<Paths> read(List<String> ways, List<String> targets, List<String> processes) throws Wrong {
        Map<String, List<TargetAddress>> byBackend = new LinkedHashMap<>();
        for (String text : targets) {
            TargetAddress address = TargetAddress.parse(text)
                    .orElseThrow(
                            () -> new Wrong("a target must be %s, but is '%s'".formatted(TargetAddress.FORM, text)));
            int dot = address.name().indexOf('.');
            String way = address.name().substring(dot + 1);
            if (dot < 1 || !ways.contains(way)) {
                throw new Wrong("a target must be named BACKEND.WAY with a way of %s, but is named '%s'"
                        .formatted(String.join(", ", ways), address.name()));
            }
            byBackend
                    .computeIfAbsent(address.name().substring(0, dot), _ -> new ArrayList<>())
                    .add(address.named(way));
        }
        List<Paths> all = new ArrayList<>();
        for (var backend : byBackend.entrySet()) {
            check(ways.getFirst(), backend.getKey(), backend.getValue());
            all.add(new Paths(backend.getKey(), backend.getValue(), watched(backend.getKey(), processes)));
        }
        return all;
    }

    /** How each process was started: the flags of its JVM, if one runs it, without places of this machine. */
    static Map<String, String> flags(List<Paths> backends, ProcFiles proc) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Paths backend : backends) {
            backend.processes().forEach((role, pids) -> facts.putAll(flags(proc, role, pids.getFirst())));
        }
        return facts;
    }

    /** How one process was started; empty when it has no flags. */
    static Map<String, String> flags(ProcFiles proc, String role, long pid) {
        List<String> flags = proc.commandLine(pid).stream()
                .takeWhile(part -> !part.equals("-jar"))
                .skip(1)
                .filter(part -> part.startsWith("-"))
                .map(part -> part.contains("/") ? part.substring(0, part.indexOf('=') + 1) + "…" : part)
                .toList();
        return flags.isEmpty() ? Map.of() : Map.of("flags of " + role, String.join(" ", flags));
    }

    private static void check(String first, String backend, List<TargetAddress> targets) throws Wrong {
        if (!targets.getFirst().name().equals(first)) {
            throw new Wrong("the first target of '%1$s' must be '%1$s.%2$s'".formatted(backend, first));
        }
        if (targets.stream().map(TargetAddress::name).distinct().count() < targets.size()) {
            throw new Wrong("a target of '" + backend + "' is given twice");
        }
    }

    private static Map<String, List<Long>> watched(String backend, List<String> processes) throws Wrong {
        Map<String, List<Long>> byRole = new TreeMap<>();
        for (String text : processes) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new Wrong("--process must be ROLE=PID or BACKEND.ROLE=PID, but is '" + text + "'");
            }
            String name = text.substring(0, equals);
            long pid = Arguments.pid("--process", text.substring(equals + 1));
            int dot = name.indexOf('.');
            if (dot < 0 || name.substring(0, dot).equals(backend)) {
                byRole.computeIfAbsent(name.substring(dot + 1), _ -> new ArrayList<>())
                        .add(pid);
            }
        }
        return byRole;
    }
}
