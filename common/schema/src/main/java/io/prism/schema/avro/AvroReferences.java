// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.Place;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.tree.JsonReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the schemas that a schema refers to into an order in which each finds its types defined before it. Avro reads
 * a referenced schema whole, so two that need each other can be read in no order.
 */
final class AvroReferences {

    private final Map<String, AvroNames> waiting = new LinkedHashMap<>();
    private final Set<String> defined = new HashSet<>();

    private AvroReferences() {}

    /** The names of {@code references} in the order in which they can be read. */
    static List<String> inOrder(Map<String, String> references, SchemaLimits limits) {
        AvroReferences all = new AvroReferences();
        references.forEach((name, text) -> all.waiting.put(name, names(name, text, limits)));
        List<String> order = new ArrayList<>();
        while (!all.waiting.isEmpty()) {
            order.addAll(all.takeReady());
        }
        return order;
    }

    private static AvroNames names(String source, String text, SchemaLimits limits) {
        try {
            JsonNode tree = JsonReader.read(text, true, limits);
            AvroNames names = AvroNames.of(tree);
            names.check(limits);
            return names;
        } catch (SchemaException e) {
            throw e.in(source);
        }
    }

    private List<String> takeReady() {
        List<String> ready = new ArrayList<>();
        for (Map.Entry<String, AvroNames> entry : waiting.entrySet()) {
            if (missing(entry.getValue(), defined).isEmpty()) {
                ready.add(entry.getKey());
                defined.addAll(entry.getValue().defined().keySet());
            }
        }
        if (ready.isEmpty()) {
            throw stuck();
        }
        ready.forEach(waiting::remove);
        return ready;
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

    private SchemaException stuck() {
        Set<String> all = new HashSet<>(defined);
        waiting.values().forEach(names -> all.addAll(names.defined().keySet()));
        for (Map.Entry<String, AvroNames> entry : waiting.entrySet()) {
            for (AvroNames.Use use : missing(entry.getValue(), all)) {
                return unknown(use).in(entry.getKey());
            }
        }
        String first = waiting.keySet().iterator().next();
        return SchemaException.of(
                        FaultKind.CYCLIC_REFERENCE,
                        Place.WHOLE,
                        "it and %d other references need each other".formatted(waiting.size() - 1),
                        "put the types that need each other into one schema")
                .in(first);
    }

    static SchemaException unknown(AvroNames.Use use) {
        return SchemaException.of(
                FaultKind.UNRESOLVED_REFERENCE,
                Place.at(use.pointer()),
                "there is no type " + SchemaFault.quoted(use.local()),
                "define it before it is used, or refer to the schema that defines it");
    }
}
