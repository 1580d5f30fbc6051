// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a tree as JSON without blanks. Trees come from {@link JsonReader}, so their depth is bounded.
 *
 * <p>A fraction is written as Java writes a double ({@code 1.10} as {@code 1.1}, {@code 1e3} as {@code 1000.0}),
 * which is how Confluent's registry gives it back; where a double would lose digits, all digits are written.
 */
public final class JsonWriter {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private final boolean sorted;
    private final JsonGenerator out;

    private JsonWriter(JsonGenerator out, boolean sorted) {
        this.out = out;
        this.sorted = sorted;
    }

    /** The tree with its keys in the order they have. */
    public static String compact(JsonNode tree) {
        return write(tree, false);
    }

    /** The tree with the keys of every object in the order of their characters. */
    public static String sorted(JsonNode tree) {
        return write(tree, true);
    }

    private static String write(JsonNode tree, boolean sorted) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            new JsonWriter(out, sorted).value(tree);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be written", e);
        }
        return text.toString();
    }

    private void value(JsonNode node) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode item : node) {
                    value(item);
                }
                out.writeEndArray();
            }
            case NUMBER -> out.writeNumber(number(node));
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case NULL -> out.writeNull();
            case STRING, BINARY, MISSING, POJO -> out.writeString(node.asText());
        }
    }

    private void object(JsonNode node) throws IOException {
        out.writeStartObject();
        if (sorted) {
            Map<String, JsonNode> byName = new TreeMap<>();
            node.properties().forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
            for (Map.Entry<String, JsonNode> entry : byName.entrySet()) {
                out.writeFieldName(entry.getKey());
                value(entry.getValue());
            }
        } else {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                out.writeFieldName(entry.getKey());
                value(entry.getValue());
            }
        }
        out.writeEndObject();
    }

    private static String number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.asText();
        }
        BigDecimal exact = node.decimalValue();
        double near = exact.doubleValue();
        boolean same = Double.isFinite(near) && new BigDecimal(Double.toString(near)).compareTo(exact) == 0;
        return same ? Double.toString(near) : exact.toString();
    }
}
