// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.catalogue.OptionKind;
import io.prism.core.catalogue.OptionType;
import io.prism.core.catalogue.PatternType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pattern that is a program of its own, in whatever language: {@code patterns/<name>/manifest.yaml}.
 *
 * @param type what {@code prism.yaml} and callers see of it
 * @param version its version
 * @param executable the program, absolute
 * @param isolation who shares a process when nobody says
 * @param environment what the program finds in its environment beside the usual
 */
public record Manifest(
        PatternType type, String version, Path executable, Isolation isolation, Map<String, String> environment) {

    /** The option that tells when a process retires. */
    public static final String IDLE_TIMEOUT = "idle-timeout";

    /** Keeps a copy of the environment. */
    public Manifest {
        environment = Map.copyOf(environment);
    }

    /** The pattern of a program that keeps its data itself, so that it has no slots. */
    public static PatternType type(String name, String description, List<String> interfaces) {
        Map<String, String> exposes = new LinkedHashMap<>();
        interfaces.forEach(id -> exposes.put(id, PatternType.OWN));
        OptionType idle = new OptionType(
                IDLE_TIMEOUT,
                "A process of the binding that had no call for this long is stopped. 0s stands for never.",
                OptionKind.DURATION,
                List.of(),
                0,
                false,
                "5m",
                false,
                false);
        return new PatternType(name, description, Map.of(), exposes, Map.of(IDLE_TIMEOUT, idle));
    }

    /** The folder of the manifest, where the program runs. */
    public Path folder() {
        Path parent = executable.getParent();
        return parent == null ? executable : parent;
    }
}
