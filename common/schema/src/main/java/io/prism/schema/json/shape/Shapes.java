// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.shape;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.Place;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.json.refer.Location;
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

    private final IdentityHashMap<JsonNode, Shape> targets;
    private final Shape root;

    private Shapes(IdentityHashMap<JsonNode, Shape> targets, Shape root) {
        this.targets = targets;
        this.root = root;
    }

    /**
     * The shapes of {@code tree}, following every reference.
     *
     * @throws SchemaException when a reference leads nowhere, or only to itself
     */
    public static Shapes of(JsonNode tree, Resources resources) {
        IdentityHashMap<JsonNode, Shape> targets = new IdentityHashMap<>();
        Deque<Location> open = new ArrayDeque<>();
        ShapeReader reader = new ShapeReader(resources, open::add);
        Shape root = reader.read(tree);
        targets.put(tree, root);
        while (!open.isEmpty()) {
            Location next = open.remove();
            if (!targets.containsKey(next.node())) {
                targets.put(next.node(), reader.read(next.node()));
            }
        }
        Shapes shapes = new Shapes(targets, root);
        shapes.refuseEmptyCycles(resources);
        return shapes;
    }

    /** The shape of the schema itself. */
    public Shape root() {
        return root;
    }

    /** What {@code shape} means: itself, or what it refers to in the end. */
    public @Nullable Shape meant(@Nullable Shape shape) {
        Shape at = shape;
        while (at instanceof Shape.Reference reference) {
            at = target(reference);
        }
        return at;
    }

    private Shape target(Shape.Reference reference) {
        Shape shape = targets.get(reference.target());
        if (shape == null) {
            throw new IllegalStateException("a reference was not followed");
        }
        return shape;
    }

    /** A reference that leads to a reference and so on in a circle means nothing, and would be followed for ever. */
    private void refuseEmptyCycles(Resources resources) {
        Set<Shape> good = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Map.Entry<JsonNode, Shape> entry : targets.entrySet()) {
            IdentityHashMap<Shape, Boolean> way = new IdentityHashMap<>();
            Shape at = entry.getValue();
            while (at instanceof Shape.Reference reference && !good.contains(at)) {
                if (way.put(at, true) != null) {
                    Location where = resources.of(entry.getKey());
                    throw SchemaException.of(
                            FaultKind.CYCLIC_REFERENCE,
                            Place.at(where.pointer()),
                            "the reference leads only to itself",
                            "let it lead to a schema that says something");
                }
                at = target(reference);
            }
            good.addAll(way.keySet());
        }
    }
}
