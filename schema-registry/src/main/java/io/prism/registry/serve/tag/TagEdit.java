// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.tag;

import io.prism.registry.fault.ConfluentFailures;
import io.prism.schema.SchemaFormat;
import io.prism.schema.fault.SchemaException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tags to be added to and removed from parts of a schema. Confined to one thread: it takes note of the parts it met.
 *
 * @param added tags by path of the part
 * @param removed tags by path of the part
 * @param met the paths that were found in the schema
 */
record TagEdit(Map<String, List<String>> added, Map<String, List<String>> removed, Set<String> met) {

    static TagEdit of(Map<String, List<String>> added, Map<String, List<String>> removed) {
        return new TagEdit(added, removed, new TreeSet<>());
    }

    boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty();
    }

    /**
     * {@code text} with the changes.
     *
     * @throws io.prism.registry.fault.RegistryException when it is no schema, or has no part of a name
     */
    String apply(SchemaFormat format, String text) {
        if (isEmpty()) {
            return text;
        }
        try {
            String edited = switch (format) {
                case AVRO -> AvroTagEdit.apply(this, text);
                case JSON -> JsonTagEdit.apply(this, text);
                case PROTOBUF -> ProtobufTagEdit.apply(this, text);
            };
            refuseUnmet();
            return edited;
        } catch (SchemaException refused) {
            throw ConfluentFailures.invalidSchema(refused);
        }
    }

    private void refuseUnmet() {
        Set<String> unmet = new TreeSet<>(added.keySet());
        unmet.addAll(removed.keySet());
        unmet.removeAll(met);
        if (!unmet.isEmpty()) {
            throw ConfluentFailures.invalidSchema("Invalid schema, details: no record or field at the path '%s'"
                    .formatted(ConfluentFailures.shown(unmet.iterator().next())));
        }
    }

    /** Whether something is to be done with the part at {@code path}; takes note that it is there. */
    boolean concerns(String path) {
        if (added.containsKey(path) || removed.containsKey(path)) {
            met.add(path);
            return true;
        }
        return false;
    }

    /** What the part at {@code path} has after the change, when it has {@code now} before. */
    List<String> after(String path, List<String> now) {
        Set<String> tags = new LinkedHashSet<>(now);
        tags.addAll(added.getOrDefault(path, List.of()));
        removed.getOrDefault(path, List.of()).forEach(tags::remove);
        return new ArrayList<>(tags);
    }
}
