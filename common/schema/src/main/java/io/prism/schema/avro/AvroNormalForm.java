// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.schema.tree.JsonWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * Writes a schema in normal form, as Confluent's registry does for {@code normalize=true}: everything that Avro keeps
 * (docs, aliases, defaults, orders, properties), in one order. It differs from Avro's parsing canonical form, which
 * leaves all of that out.
 */
final class AvroNormalForm {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Set<String> known;

    private AvroNormalForm(Set<String> known) {
        this.known = known;
    }

    /** The normal form; types of {@code others} are written by name. */
    static String of(Schema schema, Set<Schema> others) {
        Set<String> known = new HashSet<>();
        others.forEach(other -> known.add(other.getFullName()));
        return JsonWriter.compact(new AvroNormalForm(known).type(schema));
    }

    private JsonNode type(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> {
                ArrayNode branches = NODES.arrayNode();
                schema.getTypes().forEach(branch -> branches.add(type(branch)));
                yield branches;
            }
            case ARRAY -> container(schema, "items", schema.getElementType());
            case MAP -> container(schema, "values", schema.getValueType());
            case RECORD, ENUM, FIXED -> named(schema);
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> primitive(schema);
        };
    }

    private JsonNode container(Schema schema, String key, Schema part) {
        ObjectNode node = NODES.objectNode();
        node.put("type", schema.getType().getName());
        node.set(key, type(part));
        properties(node, schema);
        return node;
    }

    private static JsonNode primitive(Schema schema) {
        String name = schema.getType().getName();
        if (!schema.hasProps()) {
            return NODES.textNode(name);
        }
        ObjectNode node = NODES.objectNode();
        node.put("type", name);
        properties(node, schema);
        return node;
    }

    private JsonNode named(Schema schema) {
        if (!known.add(schema.getFullName())) {
            return NODES.textNode(schema.getFullName());
        }
        ObjectNode node = NODES.objectNode();
        node.put("name", schema.getFullName());
        node.put(
                "type",
                schema.getType() == Schema.Type.RECORD && schema.isError()
                        ? "error"
                        : schema.getType().getName());
        if (schema.getNamespace() == null) {
            // Otherwise a type without a namespace would fall into the one around it.
            node.put("namespace", "");
        }
        content(node, schema);
        if (schema.getDoc() != null && !schema.getDoc().isEmpty()) {
            node.put("doc", schema.getDoc());
        }
        aliases(node, schema.getAliases());
        properties(node, schema);
        return node;
    }

    private void content(ObjectNode node, Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                ArrayNode fields = node.putArray("fields");
                schema.getFields().forEach(field -> fields.add(field(field)));
            }
            case ENUM -> {
                ArrayNode symbols = node.putArray("symbols");
                schema.getEnumSymbols().forEach(symbols::add);
                if (schema.getEnumDefault() != null) {
                    node.put("default", schema.getEnumDefault());
                }
            }
            case FIXED -> node.put("size", schema.getFixedSize());
            case ARRAY, MAP, UNION, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }

    private ObjectNode field(Schema.Field field) {
        ObjectNode node = NODES.objectNode();
        node.put("name", field.name());
        node.set("type", type(field.schema()));
        if (field.order() != Schema.Field.Order.ASCENDING) {
            node.put("order", field.order().name().toLowerCase(Locale.ROOT));
        }
        if (field.doc() != null) {
            node.put("doc", field.doc());
        }
        aliases(node, field.aliases());
        if (field.hasDefaultValue()) {
            node.set("default", value(field.defaultVal()));
        }
        properties(node, field);
        return node;
    }

    private static void aliases(ObjectNode node, Set<String> aliases) {
        if (!aliases.isEmpty()) {
            ArrayNode list = node.putArray("aliases");
            new TreeSet<>(aliases).forEach(list::add);
        }
    }

    private static void properties(ObjectNode node, JsonProperties holder) {
        new TreeMap<>(holder.getObjectProps()).forEach((name, value) -> node.set(name, value(value)));
    }

    /** A value as Avro hands it out, as JSON with sorted keys. */
    private static JsonNode value(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> sorted = new TreeMap<>();
                map.forEach((key, item) -> sorted.put(String.valueOf(key), item));
                ObjectNode node = NODES.objectNode();
                sorted.forEach((key, item) -> node.set(key, value(item)));
                yield node;
            }
            case Collection<?> items -> {
                ArrayNode node = NODES.arrayNode();
                items.forEach(item -> node.add(value(item)));
                yield node;
            }
            case byte[] bytes -> NODES.textNode(new String(bytes, StandardCharsets.ISO_8859_1));
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Float number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case BigInteger number -> NODES.numberNode(number);
            case BigDecimal number -> NODES.numberNode(number);
            case JsonProperties.Null _ -> NODES.nullNode();
            default -> NODES.textNode(value.toString());
        };
    }
}
