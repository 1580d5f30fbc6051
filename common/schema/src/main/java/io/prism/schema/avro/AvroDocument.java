// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.difference.Difference;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.Steps;
import io.prism.schema.source.SchemaSource;
import io.prism.schema.tag.SchemaTags;
import io.prism.schema.tree.JsonReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * An Avro schema that has been read. Safe for use by many threads as long as nobody adds properties to the
 * {@link #schema()} it hands out.
 *
 * <p>Avro's own parser decides what is right; ours runs before it for the limits and after it to find the place of a
 * fault, because Avro does not tell it.
 */
public final class AvroDocument {

    private final SchemaSource source;
    private final SchemaLimits limits;
    private final JsonNode tree;
    private final Schema schema;
    private final Set<Schema> others;

    private AvroDocument(SchemaSource source, SchemaLimits limits, JsonNode tree, Schema schema, Set<Schema> others) {
        this.source = source;
        this.limits = limits;
        this.tree = tree;
        this.schema = schema;
        this.others = others;
    }

    /**
     * Reads a schema and all it refers to. Comments as in Java are skipped, as Avro does.
     *
     * @throws SchemaException when it cannot be used, with the pointer of the fault
     */
    public static AvroDocument read(SchemaSource source, SchemaLimits limits) {
        source.check(limits);
        JsonNode tree = JsonReader.read(source.text(), true, limits);
        AvroNames.of(tree).check(limits);
        Schema.Parser parser = new Schema.Parser();
        parser.setValidateDefaults(false);
        Set<Schema> others = new HashSet<>();
        for (String name : AvroReferences.inOrder(source.references(), limits)) {
            others.addAll(AvroTypes.named(readReference(parser, name, source, limits), limits));
        }
        parser.setValidateDefaults(!source.stored());
        Schema schema = parse(parser, source.text(), new AvroFaults(tree, others));
        AvroTypes.named(schema, limits);
        return new AvroDocument(source, limits, tree, schema, Set.copyOf(others));
    }

    private static Schema readReference(Schema.Parser parser, String name, SchemaSource source, SchemaLimits limits) {
        String text = String.valueOf(source.references().get(name));
        try {
            return parse(parser, text, new AvroFaults(JsonReader.read(text, true, limits), Set.of()));
        } catch (SchemaException e) {
            throw e.in(name);
        }
    }

    /** Avro says most of what is wrong with exceptions of its own, and the rest with those of Java. */
    private static Schema parse(Schema.Parser parser, String text, AvroFaults faults) {
        try {
            return parser.parse(text);
        } catch (AvroRuntimeException | IllegalArgumentException | NullPointerException e) {
            throw faults.explain(String.valueOf(e.getMessage()));
        }
    }

    /** The schema in Avro's own words, for encoding and decoding. */
    public Schema schema() {
        return schema;
    }

    /** One text for all ways to write the same schema with its docs, defaults and properties; references stay names. */
    // Avro's newer ways to write a schema cannot leave out the types of others.
    @SuppressWarnings("deprecation")
    public String canonical() {
        return others.isEmpty() ? schema.toString() : schema.toString(others, false);
    }

    /** The text with the referenced types written out at their first use. */
    public String resolved() {
        return schema.toString();
    }

    /**
     * The schema in normal form: names in full, aliases and properties sorted, empty docs left out. Two schemas that
     * differ only in what the order of keys can differ in have the same normal form.
     */
    public AvroDocument normalized() {
        return read(source.with(AvroNormalForm.of(schema, others)), limits);
    }

    /** What it is read from. */
    public SchemaSource source() {
        return source;
    }

    /** Every record and field that its own text defines. */
    public SchemaTags tags() {
        return AvroTags.of(tree);
    }

    /**
     * What can keep this schema from reading data that {@code writer} wrote.
     *
     * @throws SchemaException when the comparison takes too many steps
     */
    public List<Difference> differencesFrom(AvroDocument writer, Steps steps) {
        return new AvroComparison(steps).compare(schema, writer.schema);
    }
}
