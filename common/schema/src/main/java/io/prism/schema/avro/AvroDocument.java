// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.difference.Difference;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import io.prism.schema.tag.SchemaTags;
import java.util.List;
import java.util.Set;
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

    private final String canonical;

    // Avro's newer ways to write a schema cannot leave out the types of others.
    @SuppressWarnings("deprecation")
    private AvroDocument(SchemaSource source, SchemaLimits limits, AvroReading.Result read) {
        this.source = source;
        this.limits = limits;
        this.tree = read.tree();
        this.schema = read.schema();
        this.others = read.others();
        this.canonical = limits.checkOwn(others.isEmpty() ? schema.toString() : schema.toString(others, false));
    }

    /**
     * Reads a schema and all it refers to. Comments as in Java are skipped, as Avro does.
     *
     * @throws SchemaException when it cannot be used, with the pointer of the fault
     */
    public static AvroDocument read(SchemaSource source, SchemaLimits limits) {
        AvroReading.Result read = AvroReading.read(source, limits);
        if (!source.stored()) {
            AvroDefaults.check(read.tree(), read.named(), limits);
        }
        return new AvroDocument(source, limits, read);
    }

    /** The schema in Avro's own words, for encoding and decoding. */
    public Schema schema() {
        return schema;
    }

    /** One text for all ways to write the same schema with its docs, defaults and properties; references stay names. */
    public String canonical() {
        return canonical;
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
        return read(source.written(AvroNormalForm.of(schema, others)), limits);
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
    public List<Difference> differencesFrom(AvroDocument writer, StepLimit steps) {
        return new AvroComparison(steps).compare(schema, writer.schema);
    }
}
