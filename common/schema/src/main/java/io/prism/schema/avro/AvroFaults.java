// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.Place;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.tree.Pointers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Finds the place of what Avro has found wrong. Where it finds nothing, Avro's own words stand for the whole text.
 */
final class AvroFaults {

    private static final String BAD_DEFAULT = "Invalid default for field ";

    private final JsonNode tree;
    private final Set<String> others;

    AvroFaults(JsonNode tree, Set<Schema> others) {
        this.tree = tree;
        this.others = others.stream().map(Schema::getFullName).collect(Collectors.toSet());
    }

    /** The fault that made Avro say {@code words}. */
    SchemaException explain(String words) {
        List<SchemaException> found = new ArrayList<>();
        new AvroShape(others, found::add).check(tree);
        AvroReferences.missing(AvroNames.of(tree), others).stream()
                .map(AvroReferences::unknown)
                .forEach(found::add);
        return Stream.concat(found.stream(), badDefault(words).stream())
                .findFirst()
                .orElseGet(() -> SchemaException.of(
                        FaultKind.MEANING,
                        Place.WHOLE,
                        "Avro refuses the schema: " + SchemaFault.quoted(words),
                        "see the Avro specification"));
    }

    private List<SchemaException> badDefault(String words) {
        int end = words.indexOf(": ", BAD_DEFAULT.length());
        if (!words.startsWith(BAD_DEFAULT) || end < 0) {
            return List.of();
        }
        List<SchemaException> found = new ArrayList<>();
        String field = words.substring(BAD_DEFAULT.length(), end);
        findField(
                tree,
                field,
                Pointers.ROOT,
                pointer -> found.add(SchemaException.of(
                        FaultKind.MEANING,
                        Place.at(Pointers.of(pointer, "default")),
                        "the default of the field %s does not fit its type".formatted(SchemaFault.quoted(field)),
                        "give a value of the type; for a union, of its first branch")));
        return found;
    }

    private static void findField(JsonNode node, String name, String pointer, Consumer<String> found) {
        if (node.path("name").asText("").equals(name) && node.has("default") && node.has("type")) {
            found.accept(pointer);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                findField(node.get(i), name, Pointers.of(pointer, i), found);
            }
        } else {
            node.properties()
                    .forEach(entry -> findField(entry.getValue(), name, Pointers.of(pointer, entry.getKey()), found));
        }
    }
}
