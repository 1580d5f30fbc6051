// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the place of what Avro has found wrong. Where it finds nothing, Avro's own words stand for the whole text.
 */
final class AvroFaults {

    private final SchemaLimits limits;
    /** Full names of the types of the texts that were looked at. */
    private final Set<String> defined = new HashSet<>();

    AvroFaults(SchemaLimits limits) {
        this.limits = limits;
    }

    /**
     * The fault that made Avro say {@code words}.
     *
     * @param others the texts that the schema refers to, each after those that it needs
     */
    SchemaException explain(Map<String, JsonNode> others, JsonNode tree, String words) {
        for (Map.Entry<String, JsonNode> other : others.entrySet()) {
            Optional<SchemaException> fault = first(other.getValue());
            if (fault.isPresent()) {
                return fault.get().in(other.getKey());
            }
        }
        return first(tree)
                .orElseGet(() -> SchemaException.of(
                        FaultKind.MEANING,
                        SchemaLocation.WHOLE,
                        "Avro refuses the schema: " + SchemaFault.quoted(words),
                        "see the Avro specification"));
    }

    private Optional<SchemaException> first(JsonNode tree) {
        List<SchemaException> found = new ArrayList<>();
        new AvroShape(defined, found::add).check(tree);
        AvroNames names = AvroNames.of(tree, limits);
        AvroReferences.missing(names, defined).stream()
                .map(AvroReferences::unknown)
                .forEach(found::add);
        defined.addAll(names.defined().keySet());
        return found.stream().findFirst();
    }
}
