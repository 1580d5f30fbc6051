// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.json.compare.JsonComparison;
import io.prism.schema.json.compare.ReservedNames;
import io.prism.schema.json.keyword.Draft;
import io.prism.schema.json.refer.Resources;
import io.prism.schema.json.shape.Shapes;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import io.prism.schema.tag.SchemaTags;
import io.prism.schema.tree.JsonReader;
import io.prism.schema.tree.JsonWriter;
import java.util.List;
import java.util.Set;

/** A JSON Schema that has been read, with all that it refers to. Safe for use by many threads. */
public final class JsonDocument {

    private final SchemaSource source;
    private final SchemaLimits limits;
    private final JsonNode tree;
    private final Draft draft;
    private final Shapes shapes;

    private final String canonical;

    private JsonDocument(SchemaSource source, SchemaLimits limits, JsonNode tree, Draft draft, Shapes shapes) {
        this.source = source;
        this.limits = limits;
        this.tree = tree;
        this.draft = draft;
        this.shapes = shapes;
        this.canonical = limits.checkOwn(JsonWriter.compact(tree));
    }

    /**
     * Reads a schema and all it refers to. It is of the draft that it names, of draft 7 when it names none.
     *
     * @throws SchemaException when it cannot be used, with the pointer of the fault
     */
    public static JsonDocument read(SchemaSource source, SchemaLimits given) {
        SchemaLimits limits = source.check(given);
        JsonNode tree = JsonReader.read(source.text(), false, limits);
        Draft draft = Draft.of(tree, Draft.DRAFT_7);
        Resources resources = Resources.of(tree, draft, source, given);
        return new JsonDocument(source, given, tree, draft, Shapes.of(tree, resources));
    }

    /** The schema as JSON; not to be changed. */
    public JsonNode tree() {
        return tree;
    }

    /** The draft it is of. */
    public Draft draft() {
        return draft;
    }

    /** One text for all ways to set blanks; keys stay in their order. */
    public String canonical() {
        return canonical;
    }

    /** The schema with the keys of every object sorted. */
    public JsonDocument normalized() {
        return read(source.written(JsonWriter.sorted(tree)), limits);
    }

    /** What it is read from. */
    public SchemaSource source() {
        return source;
    }

    /** Every object and property that its own text describes. */
    public SchemaTags tags() {
        return JsonTags.of(tree);
    }

    /**
     * How this schema differs from {@code writer}, which wrote the data that it is to read.
     *
     * @throws SchemaException when the comparison takes too many steps
     */
    public List<Difference> differencesFrom(JsonDocument writer, CompatibilityPolicy policy, StepLimit steps) {
        return JsonComparison.compare(writer.shapes, shapes, policy, steps);
    }

    /** What is wrong with the names {@code reserved} now, when {@code before} were reserved. */
    public List<Difference> reservedDifferences(Set<String> before, Set<String> reserved) {
        return ReservedNames.compare(before, reserved, shapes.root());
    }
}
