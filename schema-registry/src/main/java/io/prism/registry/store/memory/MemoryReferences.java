// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.memory;

import io.prism.registry.content.Reference;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.SchemaVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which versions refer to which. Read by many threads, written by one at a time. */
final class MemoryReferences {

    private record Target(SubjectName subject, int version) {}

    private final Map<Target, List<SchemaVersion>> byTarget = new ConcurrentHashMap<>();

    /** The versions that refer to {@code version} of {@code subject}, by subject and number. */
    List<SchemaVersion> to(SubjectName subject, int version) {
        return byTarget.getOrDefault(new Target(subject, version), List.of());
    }

    /** Puts {@code come} in the place of {@code gone}. */
    void replace(List<SchemaVersion> gone, List<SchemaVersion> come) {
        Map<Target, List<SchemaVersion>> changed = new HashMap<>();
        come.forEach(version ->
                targets(version).forEach(target -> changed(changed, target).add(version)));
        gone.forEach(version ->
                targets(version).forEach(target -> changed(changed, target).remove(version)));
        changed.forEach((target, left) -> {
            left.sort(Comparator.comparing(SchemaVersion::subject).thenComparingInt(SchemaVersion::version));
            if (left.isEmpty()) {
                byTarget.remove(target);
            } else {
                byTarget.put(target, List.copyOf(left));
            }
        });
    }

    private List<SchemaVersion> changed(Map<Target, List<SchemaVersion>> changed, Target target) {
        return changed.computeIfAbsent(target, t -> new ArrayList<>(to(t.subject, t.version)));
    }

    /** Each once, also when a schema refers to one version under several names. */
    private static List<Target> targets(SchemaVersion version) {
        String context = version.subject().context();
        return version.content().references().stream()
                .map((Reference reference) ->
                        new Target(SubjectName.in(context, reference.subject()), reference.version()))
                .distinct()
                .toList();
    }
}
