// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.tree.Pointers;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Checks the defaults of fields by Avro's rules. Avro's own check follows the defaults of a record's fields again for
 * every default that leaves them out, so that forty records of two fields each keep it busy for years; here each default
 * is looked at once. Confined to one thread and one use.
 */
final class AvroDefaults {

    private record Default(Schema.Field field, JsonNode value, String pointer) {}

    private record Name(String record, String field) {}

    private final Map<String, Schema> types = new HashMap<>();
    private final Map<Name, Default> defaults = new LinkedHashMap<>();
    /** Whether a default fits its type; false while that is being found out: it would contain itself without end. */
    private final Map<Name, Boolean> known = new HashMap<>();

    private final StepLimit steps;

    private AvroDefaults(Collection<Schema> named, SchemaLimits limits) {
        named.forEach(type -> types.put(type.getFullName(), type));
        this.steps = new StepLimit(limits);
    }

    /**
     * Checks every default in {@code tree}. Those of referenced schemas are taken as right.
     *
     * @param named the types that it defines or uses
     * @throws SchemaException with the place of the first default that does not fit, or when it takes too many steps
     */
    static void check(JsonNode tree, Collection<Schema> named, SchemaLimits limits) {
        AvroDefaults all = new AvroDefaults(named, limits);
        all.type(tree, "", Pointers.ROOT);
        all.defaults.forEach((name, written) -> {
            if (!all.fits(name, written)) {
                throw SchemaException.of(
                        FaultKind.MEANING,
                        SchemaLocation.at(written.pointer),
                        "the default of the field %s does not fit its type"
                                .formatted(SchemaFault.quoted(written.field.name())),
                        "give a value of the type, or of a branch of the union, that does not contain itself");
            }
        });
    }

    private void type(JsonNode node, String namespace, String pointer) {
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            type(node.get(i), namespace, Pointers.of(pointer, i));
        }
        if (!node.isObject()) {
            return;
        }
        switch (node.path("type").asText("")) {
            case "record", "error" -> record(node, namespace, pointer);
            case "array" -> type(node.path("items"), namespace, Pointers.of(pointer, "items"));
            case "map" -> type(node.path("values"), namespace, Pointers.of(pointer, "values"));
            default -> type(node.path("type"), namespace, Pointers.of(pointer, "type"));
        }
    }

    private void record(JsonNode node, String enclosing, String pointer) {
        String name = AvroNames.fullName(node, enclosing);
        Schema type = types.get(name);
        JsonNode fields = node.path("fields");
        for (int i = 0; i < fields.size(); i++) {
            String at = Pointers.of(Pointers.of(pointer, "fields"), i);
            JsonNode field = fields.get(i);
            Schema.Field known =
                    type == null ? null : type.getField(field.path("name").asText(""));
            JsonNode value = field.get("default");
            if (known != null && value != null) {
                defaults.put(new Name(name, known.name()), new Default(known, value, Pointers.of(at, "default")));
            }
            type(field.path("type"), AvroNames.namespace(node, enclosing), Pointers.of(at, "type"));
        }
    }

    private boolean fits(Name name, Default written) {
        Boolean before = known.putIfAbsent(name, false);
        if (before != null) {
            return before;
        }
        // Numbers as texts are taken for a field, but not inside its default.
        boolean number = isFraction(written.field.schema()) && written.value.isTextual();
        boolean fits = number || fits(written.field.schema(), written.value);
        known.put(name, fits);
        return fits;
    }

    private static boolean isFraction(Schema type) {
        return type.getType() == Schema.Type.FLOAT || type.getType() == Schema.Type.DOUBLE;
    }

    private boolean fits(Schema type, JsonNode value) {
        steps.enter();
        boolean fits = switch (type.getType()) {
            case STRING, BYTES, ENUM, FIXED -> value.isTextual();
            case INT -> value.isIntegralNumber() && value.canConvertToInt();
            case LONG -> value.isIntegralNumber() && value.canConvertToLong();
            case FLOAT, DOUBLE -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case NULL -> value.isNull();
            case ARRAY -> value.isArray() && all(type.getElementType(), value);
            case MAP -> value.isObject() && all(type.getValueType(), value);
            case UNION -> type.getTypes().stream().anyMatch(branch -> fits(branch, value));
            case RECORD -> value.isObject() && members(type, value);
        };
        steps.leave();
        return fits;
    }

    private boolean all(Schema type, JsonNode values) {
        for (JsonNode value : values) {
            if (!fits(type, value)) {
                return false;
            }
        }
        return true;
    }

    private boolean members(Schema record, JsonNode value) {
        return record.getFields().stream().allMatch(field -> {
            JsonNode member = value.get(field.name());
            return member == null ? isLeftOut(record, field) : fits(field.schema(), member);
        });
    }

    private boolean isLeftOut(Schema record, Schema.Field field) {
        steps.spend(1);
        Name name = new Name(record.getFullName(), field.name());
        @Nullable Default written = defaults.get(name);
        return written == null ? field.hasDefaultValue() : fits(name, written);
    }
}
