// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import io.prism.schema.tree.JsonReader;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Reads a text and all it refers to with Avro's own parser, in one go: for every text that it reads, the parser walks
 * from each type that it knows to all that can be reached from there, so a thousand texts, one after the other, would
 * take minutes. Confined to one thread and one use.
 */
final class AvroReading {

    /**
     * What was read.
     *
     * @param tree the text itself as JSON
     * @param schema what it says
     * @param named the named types that it leads to
     * @param others the named types of the texts that it refers to
     */
    record Result(JsonNode tree, Schema schema, Set<Schema> named, Set<Schema> others) {}

    /** How many times {@link SchemaLimits#partsMax} the steps from each type to all others may be. */
    private static final int WALKS_TO_PARTS_MAX = 320;

    /** A name that nobody would think of. In no namespace: names in the texts must mean what they mean alone. */
    private static final String ALL = "PrismReadsAllTextsAtOnce";

    private final SchemaSource source;
    private final SchemaLimits limits;
    private final JsonNode tree;
    /** The texts that it refers to, each after those that it needs. */
    private final Map<String, JsonNode> others = new LinkedHashMap<>();

    private AvroReading(SchemaSource source, SchemaLimits limits, JsonNode tree) {
        this.source = source;
        this.limits = limits;
        this.tree = tree;
    }

    static Result read(SchemaSource source, SchemaLimits limits) {
        JsonNode tree = JsonReader.read(source.text(), true, source.check(limits));
        return new AvroReading(source, limits, tree).read();
    }

    private Result read() {
        AvroNames names = AvroNames.of(tree, limits);
        names.check();
        AvroReferences references = AvroReferences.of(source.references(), limits);
        references.inOrder().forEach(name -> others.put(name, references.tree(name)));
        long definitions = names.definitions() + references.definitions();
        if (definitions * (names.links() + references.links()) > (long) limits.partsMax() * WALKS_TO_PARTS_MAX) {
            throw SchemaException.of(
                    FaultKind.TOO_MUCH_WORK,
                    SchemaLocation.WHOLE,
                    "%d types that use each other are too many to be read at once".formatted(definitions),
                    "define fewer types, and refer only to schemas that are used");
        }
        return others.isEmpty() ? alone() : withOthers();
    }

    private Result alone() {
        Schema schema = parse(source.text());
        return new Result(tree, schema, AvroTypes.named(schema, limits), Set.of());
    }

    /** As the fields of one record: each text is one whole JSON value, so none can reach out of its field. */
    private Result withOthers() {
        StringBuilder text = new StringBuilder("{\"type\":\"record\",\"name\":\"" + ALL + "\",\"fields\":[");
        int number = 0;
        for (String name : others.keySet()) {
            field(number++, String.valueOf(source.references().get(name)), text);
            text.append(',');
        }
        field(number, source.text(), text);
        List<Schema.Field> fields = parse(text.append("]}").toString()).getFields();
        Set<Schema> named = new HashSet<>();
        fields.subList(0, fields.size() - 1).forEach(other -> named.addAll(AvroTypes.named(other.schema(), limits)));
        Schema schema = fields.getLast().schema();
        return new Result(tree, schema, AvroTypes.named(schema, limits), Set.copyOf(named));
    }

    private static void field(int number, String type, StringBuilder text) {
        // A comment may end the text without ending its line.
        text.append("{\"name\":\"r")
                .append(number)
                .append("\",\"type\":")
                .append(type)
                .append("\n}");
    }

    /** Avro says most of what is wrong with exceptions of its own, and the rest with those of Java. */
    private Schema parse(String text) {
        Schema.Parser parser = new Schema.Parser();
        // Avro's own check of defaults takes too long where somebody wants it to; see AvroDefaults.
        parser.setValidateDefaults(false);
        try {
            return parser.parse(text);
        } catch (AvroRuntimeException | IllegalArgumentException | NullPointerException e) {
            throw new AvroFaults(limits).explain(others, tree, String.valueOf(e.getMessage()));
        }
    }
}
