// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Walks the types of a schema without recursion. The text bounds how deep they are written, but not how far one leads
 * to the next by name: a list of ten thousand records, each with a field of the next one's type, is flat as a text,
 * and whatever follows the types (Avro's writer, a comparison) would run out of stack.
 */
final class AvroTypes {

    private record Visit(Schema type, int depth) {}

    private AvroTypes() {}

    /** Every named type that {@code root} leads to. Refuses a schema whose types lead too far down. */
    static Set<Schema> named(Schema root, SchemaLimits limits) {
        Set<Schema> named = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Visit> open = new ArrayDeque<>();
        open.push(new Visit(root, 1));
        while (!open.isEmpty()) {
            Visit visit = open.pop();
            limits.checkDepth(visit.depth, SchemaLocation.WHOLE);
            // Pushed last to first: a type is met first where Avro's writer meets it first.
            if (!isNamed(visit.type) || named.add(visit.type)) {
                parts(visit.type).reversed().forEach(part -> open.push(new Visit(part, visit.depth + 1)));
            }
        }
        return named;
    }

    private static boolean isNamed(Schema type) {
        return switch (type.getType()) {
            case RECORD, ENUM, FIXED -> true;
            case ARRAY, MAP, UNION, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> false;
        };
    }

    private static List<Schema> parts(Schema type) {
        return switch (type.getType()) {
            case RECORD -> type.getFields().stream().map(Schema.Field::schema).toList();
            case UNION -> type.getTypes();
            case ARRAY -> List.of(type.getElementType());
            case MAP -> List.of(type.getValueType());
            case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> List.of();
        };
    }
}
