// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.compare;

import io.prism.schema.difference.Difference;
import io.prism.schema.difference.JsonDifference;
import io.prism.schema.json.shape.SchemaShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names of properties that nobody may use (again), which a registry keeps beside a schema (Confluent's metadata
 * property {@code confluent:reserved}).
 */
public final class ReservedNames {

    private ReservedNames() {}

    /**
     * What is wrong with the names that the update reserves: every name of the original must stay reserved, and the
     * update may not have a property of that name.
     */
    public static List<Difference> compare(Set<String> original, Set<String> update, SchemaShape updated) {
        List<Difference> found = new ArrayList<>();
        for (String name : new TreeSet<>(original)) {
            if (!update.contains(name)) {
                found.add(new Difference(JsonDifference.RESERVED_PROPERTY_REMOVED, name));
            }
        }
        if (updated instanceof SchemaShape.Members members) {
            for (String name : new TreeSet<>(update)) {
                if (members.properties().containsKey(name)) {
                    found.add(new Difference(
                            JsonDifference.RESERVED_PROPERTY_CONFLICTS_WITH_PROPERTY, "#/properties/" + name));
                }
            }
        }
        return List.copyOf(found);
    }
}
