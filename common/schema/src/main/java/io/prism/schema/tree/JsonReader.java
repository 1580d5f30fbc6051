// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value and nothing after it.
 *
 * <p>It builds the tree itself, value by value and without recursion, so that depth and size are refused while they
 * grow and not after. Numbers keep all their digits. Of a key that is given twice the last one counts, as it does for
 * Confluent's registry: to refuse it would refuse schemas that are registered there.
 */
public final class JsonReader {

    /** Beyond this many digits before or after the point a number says nothing, and its arithmetic is expensive. */
    private static final int DIGITS_MAX = 1_000;

    private static final JsonFactory PLAIN = factory(false);
    private static final JsonFactory COMMENTED = factory(true);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SchemaLimits limits;
    private final JsonParser parser;
    private final Deque<ContainerNode<?>> open = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    /** How long the pointer of each open container is, and what it is in its parent. */
    private final Deque<Integer> ways = new ArrayDeque<>();

    private @Nullable JsonNode root;
    private int parts;
    private long wayChars;

    private JsonReader(JsonParser parser, SchemaLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    /**
     * The value that {@code text} is.
     *
     * @param comments whether comments as in Java are skipped
     * @throws SchemaException EMPTY, SYNTAX or one of the limits, with line and column
     */
    public static JsonNode read(String text, boolean comments, SchemaLimits limits) {
        limits.checkLength(text);
        refuseHalfCharacters(text);
        try (JsonParser parser = (comments ? COMMENTED : PLAIN).createParser(text)) {
            return new JsonReader(parser, limits).readAll();
        } catch (JsonProcessingException e) {
            throw syntax(e);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
    }

    private static JsonFactory factory(boolean comments) {
        return JsonFactory.builder()
                .configure(JsonReadFeature.ALLOW_JAVA_COMMENTS, comments)
                // Names come from strangers: they must not fill a table that is shared and kept.
                .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
                .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(DIGITS_MAX)
                        .build())
                .build();
    }

    private static void refuseHalfCharacters(String text) {
        int offset = HalfCharacters.firstIn(text);
        if (offset >= 0) {
            throw SchemaException.of(
                    FaultKind.SYNTAX,
                    SchemaLocation.of(text, offset),
                    "there is one half of a character that needs two (U+%04X)".formatted((int) text.charAt(offset)),
                    "send the schema in UTF-8");
        }
    }

    private static SchemaException syntax(JsonProcessingException e) {
        String words = e.getOriginalMessage();
        int aside = words.indexOf(" (start marker");
        return SchemaException.of(
                FaultKind.SYNTAX,
                place(e.getLocation()),
                "this is not JSON: " + SchemaFault.quoted(aside < 0 ? words : words.substring(0, aside)),
                "check quotes, commas and brackets here and above");
    }

    private static SchemaLocation place(@Nullable JsonLocation location) {
        return location == null
                ? SchemaLocation.WHOLE
                : SchemaLocation.at(location.getLineNr(), location.getColumnNr());
    }

    private JsonNode readAll() throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (root != null && open.isEmpty()) {
                throw SchemaException.of(
                        FaultKind.SYNTAX, here(), "there is more after the end of the schema", "remove it");
            }
            take(token);
        }
        if (root == null) {
            throw SchemaException.of(FaultKind.EMPTY, SchemaLocation.WHOLE, "the schema is empty", "send a schema");
        }
        return root;
    }

    private SchemaLocation here() {
        return place(parser.currentTokenLocation());
    }

    private void take(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> enter(NODES.objectNode());
            case START_ARRAY -> enter(NODES.arrayNode());
            case END_OBJECT, END_ARRAY -> {
                open.pop();
                ways.pop();
            }
            case FIELD_NAME -> names.push(whole(parser.currentName()));
            default -> add(scalar(token));
        }
    }

    private void enter(ContainerNode<?> container) {
        int way = add(container);
        open.push(container);
        ways.push(way);
        limits.checkDepth(open.size(), here());
    }

    /** Adds it to the open container and returns the length of its pointer. */
    private int add(JsonNode value) {
        limits.checkParts(++parts, here());
        int way = ways.isEmpty() ? 0 : ways.peek();
        switch (open.peek()) {
            case null -> root = value;
            case ObjectNode object -> {
                String name = names.pop();
                way += 1 + name.length();
                object.set(name, value);
            }
            case ArrayNode array -> {
                way += 1 + Integer.toString(array.size()).length();
                array.add(value);
            }
            case ContainerNode<?> other -> throw new IllegalStateException("no such container: " + other.getClass());
        }
        wayChars += way;
        limits.checkNames(wayChars, here());
        return way;
    }

    private ValueNode scalar(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> NODES.textNode(whole(parser.getText()));
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            default -> throw new IllegalStateException("a text has no token " + token);
        };
    }

    /** As small a node as holds it, so that equal numbers are equal nodes. */
    private ValueNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private ValueNode decimal() throws IOException {
        try {
            BigDecimal value = parser.getDecimalValue();
            if (Math.abs((long) value.scale()) + value.precision() <= DIGITS_MAX) {
                return NODES.numberNode(value);
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Its exponent is beyond what Java can hold, so it is too long in any case.
            throw tooManyDigits();
        }
        throw tooManyDigits();
    }

    private SchemaException tooManyDigits() {
        return SchemaException.of(
                FaultKind.SYNTAX,
                here(),
                "the number has more than %d digits when it is written out".formatted(DIGITS_MAX),
                "use a number that a double can hold");
    }

    /** Escapes such as a lone {@code \\ud800} can make what the text itself does not have. */
    private String whole(String value) {
        if (HalfCharacters.firstIn(value) >= 0) {
            throw SchemaException.of(
                    FaultKind.SYNTAX,
                    here(),
                    "an escape in this string makes one half of a character that needs two",
                    "write both halves, or the character itself");
        }
        return value;
    }
}
