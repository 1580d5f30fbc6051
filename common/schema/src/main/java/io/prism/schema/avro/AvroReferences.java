// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.tree.JsonReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Puts the schemas that a schema refers to into an order in which each finds its types defined before it. Avro reads
 * a referenced schema whole, so two that need each other can be read in no order.
 */
final class AvroReferences {

    private final Map<String, JsonNode> trees = new LinkedHashMap<>();
    private final Map<String, AvroNames> all = new LinkedHashMap<>();
    /** For every name the reference that defines it. */
    private final Map<String, String> definedBy = new HashMap<>();
    /** For every reference those that need it, and for every reference how many it still waits for. */
    private final Map<String, Set<String>> neededBy = new HashMap<>();

    private final Map<String, Integer> waiting = new LinkedHashMap<>();

    private AvroReferences() {}

    /** The references by their names and texts. */
    static AvroReferences of(Map<String, String> references, SchemaLimits limits) {
        AvroReferences read = new AvroReferences();
        references.forEach((name, text) -> {
            try {
                read.add(name, JsonReader.read(text, true, limits.forOwnTexts()), limits);
            } catch (SchemaException e) {
                throw e.in(name);
            }
        });
        return read;
    }

    private void add(String name, JsonNode tree, SchemaLimits limits) {
        AvroNames names = AvroNames.of(tree, limits);
        names.check();
        trees.put(name, tree);
        all.put(name, names);
        names.defined().keySet().forEach(type -> definedBy.putIfAbsent(type, name));
    }

    /** The reference {@code name} as JSON. */
    JsonNode tree(String name) {
        return Objects.requireNonNull(trees.get(name));
    }

    /** How many types they define. */
    long definitions() {
        return all.values().stream().mapToLong(AvroNames::definitions).sum();
    }

    /** How many places they have where a type stands. */
    long links() {
        return all.values().stream().mapToLong(AvroNames::links).sum();
    }

    /** Their names in the order in which they can be read. To be asked once. */
    List<String> inOrder() {
        all.forEach(this::link);
        return sorted();
    }

    private void link(String name, AvroNames names) {
        Set<String> needs = new HashSet<>();
        for (AvroNames.Use use : missing(names, Set.of())) {
            String home = definedBy.getOrDefault(use.full(), definedBy.get(use.local()));
            if (home == null) {
                throw unknown(use).in(name);
            }
            needs.add(home);
        }
        needs.forEach(home ->
                neededBy.computeIfAbsent(home, other -> new LinkedHashSet<>()).add(name));
        waiting.put(name, needs.size());
    }

    private List<String> sorted() {
        List<String> order = new ArrayList<>();
        waiting.forEach((name, count) -> {
            if (count == 0) {
                order.add(name);
            }
        });
        for (int i = 0; i < order.size(); i++) {
            for (String name : neededBy.getOrDefault(order.get(i), Set.of())) {
                if (waiting.merge(name, -1, Integer::sum) == 0) {
                    order.add(name);
                }
            }
        }
        if (order.size() < all.size()) {
            throw circle(order);
        }
        return order;
    }

    /** The uses of names that are neither among {@code others} nor defined by the text itself. */
    static List<AvroNames.Use> missing(AvroNames names, Collection<String> others) {
        List<AvroNames.Use> missing = new ArrayList<>();
        names.used().forEach((full, use) -> {
            boolean found = others.contains(full)
                    || others.contains(use.local())
                    || names.defined().containsKey(full)
                    || names.defined().containsKey(use.local());
            if (!found) {
                missing.add(use);
            }
        });
        return missing;
    }

    private SchemaException circle(List<String> ordered) {
        List<String> left = new ArrayList<>(all.keySet());
        left.removeAll(Set.copyOf(ordered));
        return SchemaException.of(
                        FaultKind.CYCLIC_REFERENCE,
                        SchemaLocation.WHOLE,
                        "it and %d other references need each other".formatted(left.size() - 1),
                        "put the types that need each other into one schema")
                .in(left.getFirst());
    }

    static SchemaException unknown(AvroNames.Use use) {
        return SchemaException.of(
                FaultKind.UNRESOLVED_REFERENCE,
                SchemaLocation.at(use.pointer()),
                "there is no type " + SchemaFault.quoted(use.local()),
                "define it before it is used, or refer to the schema that defines it");
    }
}
