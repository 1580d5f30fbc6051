// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.tree.Pointers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that the text of an Avro schema defines and those it uses, each with the pointer where it first does so.
 * It looks at the tree only, so it can be asked about texts that are not right. Not changed once
 * made.
 */
final class AvroNames {

    static final Set<String> PRIMITIVES =
            Set.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

    private static final Set<String> NAMED = Set.of("record", "error", "enum", "fixed");

    private final Map<String, String> defined = new LinkedHashMap<>();
    private final Map<String, Use> used = new LinkedHashMap<>();
    /** Of every name the number of its definition, in the order of the text; 0 is the text itself. */
    private final Map<String, Integer> indexes = new HashMap<>();
    /** For every definition the names that it defines and uses directly inside. */
    private final List<List<String>> inside = new ArrayList<>();

    private final SchemaLimits limits;

    /** The definition that is being looked at. */
    private int open;

    private int links;

    /**
     * A name that is used.
     *
     * @param full the name with the enclosing namespace
     * @param local the name without the enclosing namespace, which is tried when the full one is not defined
     * @param pointer where
     */
    record Use(String full, String local, String pointer) {}

    private AvroNames(SchemaLimits limits) {
        this.limits = limits;
    }

    /**
     * The names of {@code tree}.
     *
     * @throws io.prism.schema.fault.SchemaException when one of them is too long
     */
    static AvroNames of(JsonNode tree, SchemaLimits limits) {
        AvroNames names = new AvroNames(limits);
        names.inside.add(new ArrayList<>());
        names.type(tree, "", Pointers.ROOT);
        return names;
    }

    /** Refuses definitions that lead too far down by names. */
    void check() {
        limits.checkDepth(longestWayForward(), SchemaLocation.WHOLE);
    }

    /** Full names of the types that it defines, with their pointers. */
    Map<String, String> defined() {
        return defined;
    }

    /** Full names of the types that it uses by name. */
    Map<String, Use> used() {
        return used;
    }

    /** How many types it defines. */
    int definitions() {
        return inside.size() - 1;
    }

    /** How many places it has where a type stands. */
    int links() {
        return links;
    }

    private void type(JsonNode node, String namespace, String pointer) {
        links++;
        switch (node.getNodeType()) {
            case STRING -> use(node.textValue(), namespace, pointer);
            case ARRAY -> {
                for (int i = 0; i < node.size(); i++) {
                    type(node.get(i), namespace, Pointers.of(pointer, i));
                }
            }
            case OBJECT -> object(node, namespace, pointer);
            case NUMBER, BOOLEAN, NULL, BINARY, MISSING, POJO -> {}
        }
    }

    private void use(String name, String namespace, String pointer) {
        if (!PRIMITIVES.contains(name)) {
            String full = full(name, namespace);
            used.putIfAbsent(full, new Use(full, name, pointer));
            inside.get(open).add(full);
            inside.get(open).add(name);
        }
    }

    private void object(JsonNode node, String namespace, String pointer) {
        JsonNode type = node.path("type");
        switch (type.asText("")) {
            case "record", "error", "enum", "fixed" -> named(node, namespace, pointer);
            case "array" -> type(node.path("items"), namespace, Pointers.of(pointer, "items"));
            case "map" -> type(node.path("values"), namespace, Pointers.of(pointer, "values"));
            default -> type(type, namespace, Pointers.of(pointer, "type"));
        }
    }

    private void named(JsonNode node, String enclosing, String pointer) {
        String namespace = namespace(node, enclosing);
        String name = fullName(node, enclosing);
        limits.checkName(name, SchemaLocation.at(pointer));
        for (JsonNode alias : node.path("aliases")) {
            limits.checkName(full(alias.asText(""), namespace), SchemaLocation.at(Pointers.of(pointer, "aliases")));
        }
        defined.putIfAbsent(name, pointer);
        indexes.putIfAbsent(name, inside.size());
        inside.get(open).add(name);
        int around = open;
        open = inside.size();
        inside.add(new ArrayList<>());
        JsonNode fields = node.path("fields");
        for (int i = 0; i < fields.size(); i++) {
            String field = Pointers.of(Pointers.of(pointer, "fields"), i);
            type(fields.get(i).path("type"), namespace, Pointers.of(field, "type"));
        }
        open = around;
    }

    /**
     * The longest way from a definition to one that comes later in the text, to one after that, and so on. Avro's parser
     * goes such ways by recursion. A name that was defined before it is used is no step of such a way.
     */
    private int longestWayForward() {
        int[] ways = new int[inside.size()];
        for (int i = inside.size() - 1; i >= 0; i--) {
            int longest = 0;
            for (String name : inside.get(i)) {
                int index = indexes.getOrDefault(name, 0);
                longest = index > i ? Math.max(longest, ways[index]) : longest;
            }
            ways[i] = longest + 1;
        }
        return ways[0];
    }

    /** Whether an object with this {@code type} has a name. */
    static boolean isNamed(String type) {
        return NAMED.contains(type);
    }

    /** The full name of the named type {@code node}. */
    static String fullName(JsonNode node, String enclosing) {
        String name = node.path("name").asText("");
        return full(name.substring(name.lastIndexOf('.') + 1), namespace(node, enclosing));
    }

    /** The namespace inside the named type {@code node}; empty when it has none. */
    static String namespace(JsonNode node, String enclosing) {
        String name = node.path("name").asText("");
        int dot = name.lastIndexOf('.');
        return dot >= 0 ? name.substring(0, dot) : node.path("namespace").asText(enclosing);
    }

    private static String full(String name, String namespace) {
        return name.indexOf('.') >= 0 || namespace.isEmpty() ? name : namespace + "." + name;
    }
}
