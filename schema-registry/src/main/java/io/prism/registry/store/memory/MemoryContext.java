// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.memory;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** The ids of one context. Read by many threads, written by one at a time. */
final class MemoryContext {

    private final Map<SchemaContent, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, List<SchemaVersion>> versions = new ConcurrentHashMap<>();
    private volatile int highestId;

    OptionalInt id(SchemaContent content) {
        Integer id = ids.get(content);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    int highestId() {
        return highestId;
    }

    List<SchemaVersion> versions(int id) {
        return versions.getOrDefault(id, List.of());
    }

    /** The id that {@code content} has or gets: {@code wanted}, unless that is 0. */
    int idFor(SchemaContent content, int wanted) {
        OptionalInt known = id(content);
        if (known.isPresent() && (wanted == 0 || wanted == known.getAsInt())) {
            return known.getAsInt();
        }
        if (known.isPresent()) {
            throw new StoreException.Taken("the schema, which has the id %d already,".formatted(known.getAsInt()));
        }
        if (versions.containsKey(wanted)) {
            throw new StoreException.Taken("the id " + wanted);
        }
        return wanted == 0 ? highestId + 1 : wanted;
    }

    /** Puts {@code come} in the place of {@code gone}, so that nobody sees an id without any of them in between. */
    void replace(List<SchemaVersion> gone, List<SchemaVersion> come) {
        Map<Integer, List<SchemaVersion>> changed = new HashMap<>();
        come.forEach(version -> changed(changed, version).add(version));
        gone.forEach(version -> changed(changed, version).remove(version));
        changed.forEach((id, left) -> {
            left.sort(Comparator.comparing(SchemaVersion::subject).thenComparingInt(SchemaVersion::version));
            if (left.isEmpty()) {
                versions.remove(id);
            } else {
                versions.put(id, List.copyOf(left));
                ids.put(left.getFirst().content(), id);
                highestId = Math.max(highestId, id);
            }
        });
        gone.stream()
                .filter(version -> !versions.containsKey(version.id()))
                .forEach(version -> ids.remove(version.content()));
    }

    private List<SchemaVersion> changed(Map<Integer, List<SchemaVersion>> changed, SchemaVersion version) {
        return changed.computeIfAbsent(version.id(), id -> new ArrayList<>(versions(id)));
    }
}
