// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.catalogue.BindingOptions;
import io.prism.core.catalogue.PatternType;
import io.prism.core.catalogue.SlotType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pattern that is a program of its own, in whatever language: {@code patterns/<name>/manifest.yaml}.
 *
 * @param type what {@code prism.yaml} and callers see of it
 * @param version its version
 * @param executable the program, absolute
 * @param isolation who shares a process when nobody says
 * @param limits what one of its processes may use; what is 0 is as for every other pattern
 * @param environment what the program finds in its environment beside the usual
 */
public record Manifest(
        PatternType type,
        String version,
        Path executable,
        Isolation isolation,
        ProcessLimits limits,
        Map<String, String> environment) {

    /** Keeps a copy of the environment. */
    public Manifest {
        environment = Map.copyOf(environment);
    }

    /**
     * The pattern of a program. It serves its interfaces whatever backends it is given, since it is more than they are.
     *
     * @param slots name of a slot to the interfaces that its backend must have
     */
    public static PatternType type(
            String name, String description, List<String> interfaces, Map<String, List<String>> slots) {
        Map<String, String> exposes = new LinkedHashMap<>();
        interfaces.forEach(id -> exposes.put(id, PatternType.OWN));
        Map<String, SlotType> types = new LinkedHashMap<>();
        slots.forEach((slot, needed) ->
                types.put(slot, new SlotType(slot, "See its manifest.", true, Set.copyOf(needed), Set.of())));
        return new PatternType(name, description, types, exposes, BindingOptions.all(), true);
    }

    /** The folder of the manifest, where the program runs. */
    public Path folder() {
        Path parent = executable.getParent();
        return parent == null ? executable : parent;
    }
}
