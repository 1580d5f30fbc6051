// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.shape;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.json.refer.LocatedSchema;
import io.prism.schema.json.refer.Resources;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of a schema and of all that it refers to. Immutable once made, so safe for use by many threads.
 */
public final class Shapes {

    private final IdentityHashMap<JsonNode, SchemaShape> targets;
    private final SchemaShape root;

    private Shapes(IdentityHashMap<JsonNode, SchemaShape> targets, SchemaShape root) {
        this.targets = targets;
        this.root = root;
    }

    /**
     * The shapes of {@code tree}, following every reference.
     *
     * @throws SchemaException when a reference leads nowhere, or only to itself
     */
    public static Shapes of(JsonNode tree, Resources resources) {
        IdentityHashMap<JsonNode, SchemaShape> targets = new IdentityHashMap<>();
        Deque<LocatedSchema> open = new ArrayDeque<>();
        ShapeReader reader = new ShapeReader(resources, open::add);
        SchemaShape root = reader.read(tree);
        targets.put(tree, root);
        while (!open.isEmpty()) {
            LocatedSchema next = open.remove();
            if (!targets.containsKey(next.node())) {
                targets.put(next.node(), reader.read(next.node()));
            }
        }
        Shapes shapes = new Shapes(targets, root);
        shapes.refuseEmptyCycles(resources);
        return shapes;
    }

    /** The shape of the schema itself. */
    public SchemaShape root() {
        return root;
    }

    /** What {@code shape} means: itself, or what it refers to in the end. */
    public @Nullable SchemaShape meant(@Nullable SchemaShape shape) {
        SchemaShape at = shape;
        while (at instanceof SchemaShape.Reference reference) {
            at = target(reference);
        }
        return at;
    }

    private SchemaShape target(SchemaShape.Reference reference) {
        SchemaShape shape = targets.get(reference.target());
        if (shape == null) {
            throw new IllegalStateException("a reference was not followed");
        }
        return shape;
    }

    /** A reference that leads to a reference and so on in a circle means nothing, and would be followed for ever. */
    private void refuseEmptyCycles(Resources resources) {
        Set<SchemaShape> good = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Map.Entry<JsonNode, SchemaShape> entry : targets.entrySet()) {
            IdentityHashMap<SchemaShape, Boolean> way = new IdentityHashMap<>();
            SchemaShape at = entry.getValue();
            while (at instanceof SchemaShape.Reference reference && !good.contains(at)) {
                if (way.put(at, true) != null) {
                    LocatedSchema where = resources.of(entry.getKey());
                    throw SchemaException.of(
                            FaultKind.CYCLIC_REFERENCE,
                            SchemaLocation.at(where.pointer()),
                            "the reference leads only to itself",
                            "let it lead to a schema that says something");
                }
                at = target(reference);
            }
            good.addAll(way.keySet());
        }
    }
}
