// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.shape;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.json.keyword.Draft;
import io.prism.schema.json.refer.LocatedSchema;
import io.prism.schema.json.refer.Resources;
import io.prism.schema.tree.JsonWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Reads what a schema says. Where it has no {@code type}, its keywords tell what it is about: {@code minLength} makes
 * it a text. Where it has one, keywords of other types are left aside.
 */
final class ShapeReader {

    /** One thing that a schema says; it gets its {@link SchemaMetadata} when it is the only one. */
    private interface Part extends Function<SchemaMetadata, SchemaShape> {}

    private final Resources resources;
    private final Consumer<LocatedSchema> referred;
    /** A node is read once, also when it is inside something and referred to: otherwise nesting would multiply. */
    private final IdentityHashMap<JsonNode, SchemaShape> known = new IdentityHashMap<>();

    /** Tells {@code referred} of every schema that is referred to. */
    ShapeReader(Resources resources, Consumer<LocatedSchema> referred) {
        this.resources = resources;
        this.referred = referred;
    }

    /** What the checked schema {@code node} says. */
    SchemaShape read(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue()
                    ? new SchemaShape.Anything(SchemaMetadata.NONE)
                    : new SchemaShape.Nothing(SchemaMetadata.NONE);
        }
        SchemaShape shape = known.get(node);
        if (shape == null) {
            shape = object(node);
            known.put(node, shape);
        }
        return shape;
    }

    private SchemaShape object(JsonNode node) {
        LocatedSchema at = resources.of(node);
        SchemaMetadata meta = meta(node, at.draft());
        List<Part> parts = parts(node, at);
        return switch (parts.size()) {
            case 0 -> new SchemaShape.Anything(meta);
            case 1 -> parts.getFirst().apply(meta);
            default ->
                new SchemaShape.Combined(
                        meta,
                        Criterion.ALL,
                        parts.stream()
                                .map(part -> part.apply(SchemaMetadata.NONE))
                                .toList());
        };
    }

    private static SchemaMetadata meta(JsonNode node, Draft draft) {
        return new SchemaMetadata(
                node.path(draft.idKeyword()).textValue(),
                node.path("title").textValue(),
                node.path("description").textValue(),
                node.get("default"));
    }

    private List<Part> parts(JsonNode node, LocatedSchema at) {
        List<Part> parts = new ArrayList<>();
        boolean modern = at.draft().from(Draft.DRAFT_2019_09);
        reference(node, at).ifPresent(parts::add);
        if (!parts.isEmpty() && !modern) {
            // Before 2019-09 a reference stands alone: what is beside it does not count.
            return parts;
        }
        if (node.has("enum")) {
            Set<String> values = values(node.get("enum"));
            parts.add(meta -> new SchemaShape.Choice(meta, values));
        }
        parts.addAll(combined(node));
        if (node.has("not")) {
            SchemaShape excluded = read(node.get("not"));
            parts.add(meta -> new SchemaShape.Not(meta, excluded));
        }
        if (node.has("const") && at.draft().from(Draft.DRAFT_6)) {
            Set<String> value = Set.of(key(node.get("const")));
            parts.add(meta -> new SchemaShape.Choice(meta, value));
        }
        if (node.has("if") && at.draft().from(Draft.DRAFT_7)) {
            parts.add(SchemaShape.Conditional::new);
        }
        parts.addAll(typed(node, at));
        return parts;
    }

    private List<Part> combined(JsonNode node) {
        List<Part> parts = new ArrayList<>();
        for (Criterion criterion : Criterion.values()) {
            if (node.has(criterion.keyword())) {
                List<SchemaShape> branches = branches(node.get(criterion.keyword()));
                parts.add(meta -> new SchemaShape.Combined(meta, criterion, branches));
            }
        }
        return parts;
    }

    private Optional<Part> reference(JsonNode node, LocatedSchema at) {
        for (String keyword : keywords(at.draft())) {
            if (node.path(keyword).isTextual()) {
                Optional<LocatedSchema> target =
                        resources.resolve(node.get(keyword).textValue(), keyword, at);
                if (target.isEmpty()) {
                    return Optional.of(SchemaShape.Anything::new);
                }
                referred.accept(target.get());
                return Optional.of(
                        meta -> new SchemaShape.Reference(meta, target.get().node()));
            }
        }
        return Optional.empty();
    }

    /** The dynamic kinds of references are taken as plain ones: what they may mean elsewhere is not known here. */
    private static List<String> keywords(Draft draft) {
        return draft.from(Draft.DRAFT_2019_09) ? List.of("$ref", "$dynamicRef", "$recursiveRef") : List.of("$ref");
    }

    /** Equal schemas count once. */
    private List<SchemaShape> branches(JsonNode list) {
        Set<JsonNode> different = new LinkedHashSet<>();
        list.forEach(different::add);
        return different.stream().map(this::read).toList();
    }

    private static Set<String> values(JsonNode list) {
        Set<String> values = new LinkedHashSet<>();
        list.forEach(value -> values.add(key(value)));
        return values;
    }

    /** Equal values have equal keys: for JSON Schema 1 and 1.0 are one number, and the order of keys is none. */
    private static String key(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue().stripTrailingZeros();
            return number.signum() == 0 ? "0" : number.toString();
        }
        return JsonWriter.sorted(value);
    }

    private List<Part> typed(JsonNode node, LocatedSchema at) {
        JsonNode type = node.get("type");
        TypedShapes typed = new TypedShapes(node, at.draft(), this);
        if (type == null) {
            return typed.sniffed().stream()
                    .map(kind -> (Part) meta -> typed.of(kind, meta))
                    .toList();
        }
        if (type.isTextual()) {
            return List.of(meta -> typed.of(kind(type), meta));
        }
        List<SchemaShape> each = StreamSupport.stream(type.spliterator(), false)
                .map(ShapeReader::kind)
                .distinct()
                .map(kind -> typed.of(kind, SchemaMetadata.NONE))
                .toList();
        return List.of(meta -> new SchemaShape.Combined(meta, Criterion.ANY, each));
    }

    private static TypedShapes.Kind kind(JsonNode type) {
        return TypedShapes.Kind.valueOf(type.textValue().toUpperCase(Locale.ROOT));
    }
}
