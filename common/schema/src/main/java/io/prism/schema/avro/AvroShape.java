// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.tree.Pointers;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Reports what in a tree does not have the shape of an Avro schema, in the order of the text. */
final class AvroShape {

    private static final Set<String> ORDERS = Set.of("ascending", "descending", "ignore");

    private final Set<String> defined;
    private final Consumer<SchemaException> faults;

    /** Reports to {@code faults}; the names of {@code others} are taken already. */
    AvroShape(Set<String> others, Consumer<SchemaException> faults) {
        this.defined = new HashSet<>(others);
        this.faults = faults;
    }

    void check(JsonNode tree) {
        type(tree, "", Pointers.ROOT);
    }

    private void type(JsonNode node, String namespace, String pointer) {
        switch (node.getNodeType()) {
            case STRING -> {}
            case ARRAY -> union(node, namespace, pointer);
            case OBJECT -> object(node, namespace, pointer);
            case NUMBER, BOOLEAN, NULL, BINARY, MISSING, POJO ->
                fault(pointer, "this is no type", "write a name, a list of branches or an object with 'type'");
        }
    }

    private void union(JsonNode branches, String namespace, String pointer) {
        Set<String> kinds = new HashSet<>();
        for (int i = 0; i < branches.size(); i++) {
            JsonNode branch = branches.get(i);
            String at = Pointers.of(pointer, i);
            if (branch.isArray()) {
                fault(at, "a union stands directly in a union", "put its branches into the outer one");
            } else if (!kinds.add(kind(branch, namespace))) {
                fault(
                        at,
                        "the union has the branch %s twice".formatted(SchemaFault.quoted(kind(branch, namespace))),
                        "keep one of them; only types with different names can stand side by side");
            }
            type(branch, namespace, at);
        }
    }

    /** What tells a branch from the others: its name, or its type when it has none. */
    private static String kind(JsonNode branch, String namespace) {
        String type = branch.isObject() ? branch.path("type").asText("") : branch.asText("");
        if (AvroNames.isNamed(type)) {
            return AvroNames.fullName(branch, namespace);
        }
        boolean qualified = AvroNames.PRIMITIVES.contains(type)
                || type.indexOf('.') >= 0
                || namespace.isEmpty()
                || type.equals("array")
                || type.equals("map");
        return qualified ? type : namespace + "." + type;
    }

    private void object(JsonNode node, String namespace, String pointer) {
        JsonNode type = node.get("type");
        if (type == null) {
            fault(pointer, "the object has no 'type'", "say what it is: \"type\": \"record\", for example");
            return;
        }
        switch (type.asText("")) {
            case "record", "error" -> record(node, namespace, pointer);
            case "enum" -> symbols(node, namespace, pointer);
            case "fixed" -> size(node, namespace, pointer);
            case "array" -> part(node, "items", namespace, pointer);
            case "map" -> part(node, "values", namespace, pointer);
            default -> type(type, namespace, Pointers.of(pointer, "type"));
        }
    }

    private void part(JsonNode node, String key, String namespace, String pointer) {
        JsonNode part = node.get(key);
        if (part == null) {
            fault(
                    pointer,
                    "it has no '%s'".formatted(key),
                    "give their type: \"%s\": \"string\", for example".formatted(key));
        } else {
            type(part, namespace, Pointers.of(pointer, key));
        }
    }

    private void named(JsonNode node, String namespace, String pointer) {
        name(node, pointer, true);
        String full = AvroNames.fullName(node, namespace);
        if (!defined.add(full)) {
            fault(
                    pointer,
                    "the type %s is defined twice".formatted(SchemaFault.quoted(full)),
                    "define it once and use its name elsewhere");
        }
        JsonNode aliases = node.get("aliases");
        if (aliases != null && !isTexts(aliases)) {
            fault(Pointers.of(pointer, "aliases"), "aliases are a list of names", "write [\"OtherName\"]");
        }
    }

    private static boolean isTexts(JsonNode list) {
        boolean texts = list.isArray();
        for (JsonNode item : list) {
            texts &= item.isTextual();
        }
        return texts;
    }

    private void name(JsonNode node, String pointer, boolean dotted) {
        JsonNode name = node.get("name");
        if (name == null || !name.isTextual()) {
            fault(pointer, "it has no name", "add \"name\": \"…\"");
        } else if (!isName(name.textValue(), dotted)) {
            fault(
                    Pointers.of(pointer, "name"),
                    SchemaFault.quoted(name.textValue()) + " is not a name",
                    "use letters, digits and _, not starting with a digit");
        }
    }

    private static boolean isName(String text, boolean dotted) {
        boolean start = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean good = c == '_' || Character.isLetter(c) || (!start && Character.isDigit(c));
            if (!good && !(dotted && c == '.' && !start)) {
                return false;
            }
            start = c == '.';
        }
        return !start;
    }

    private void record(JsonNode node, String enclosing, String pointer) {
        named(node, enclosing, pointer);
        JsonNode fields = node.get("fields");
        if (fields == null || !fields.isArray()) {
            fault(pointer, "the record has no list of fields", "add \"fields\": []");
            return;
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            String at = Pointers.of(Pointers.of(pointer, "fields"), i);
            JsonNode field = fields.get(i);
            field(field, AvroNames.namespace(node, enclosing), at);
            if (!names.add(field.path("name").asText(""))) {
                fault(
                        at,
                        "the record has the field %s twice"
                                .formatted(SchemaFault.quoted(field.path("name").asText(""))),
                        "give one of them another name");
            }
        }
    }

    private void field(JsonNode field, String namespace, String pointer) {
        name(field, pointer, false);
        JsonNode order = field.get("order");
        if (order != null && !ORDERS.contains(order.asText(""))) {
            fault(Pointers.of(pointer, "order"), "there is no such order", "write ascending, descending or ignore");
        }
        part(field, "type", namespace, pointer);
        fraction(field, pointer);
    }

    /** For fractions Avro takes numbers that are written as texts, too, and reads them at once. */
    private void fraction(JsonNode field, String pointer) {
        JsonNode type = field.path("type");
        String name = type.path("type").asText(type.asText(""));
        JsonNode value = field.path("default");
        if ((name.equals("float") || name.equals("double")) && value.isTextual() && !isNumber(value.textValue())) {
            fault(Pointers.of(pointer, "default"), "the default is no number", "write a number, without quotes");
        }
    }

    private static boolean isNumber(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void symbols(JsonNode node, String namespace, String pointer) {
        named(node, namespace, pointer);
        JsonNode symbols = node.get("symbols");
        if (symbols == null || !isTexts(symbols)) {
            fault(pointer, "the enum has no list of symbols", "add \"symbols\": [\"A\"]");
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < symbols.size(); i++) {
            String symbol = symbols.get(i).asText();
            String at = Pointers.of(Pointers.of(pointer, "symbols"), i);
            if (!isName(symbol, false)) {
                fault(at, SchemaFault.quoted(symbol) + " is not a symbol", "use letters, digits and _");
            } else if (!seen.add(symbol)) {
                fault(
                        at,
                        "the symbol %s is there twice".formatted(SchemaFault.quoted(symbol)),
                        "remove one of the two");
            }
        }
        JsonNode fallback = node.get("default");
        if (fallback != null && !seen.contains(fallback.asText(""))) {
            fault(Pointers.of(pointer, "default"), "the default is not one of the symbols", "use one of them");
        }
    }

    private void size(JsonNode node, String namespace, String pointer) {
        named(node, namespace, pointer);
        JsonNode size = node.get("size");
        if (size == null || !size.isInt() || size.intValue() < 0) {
            fault(pointer, "the fixed type has no size", "add \"size\": 16, for example");
        }
    }

    private void fault(String pointer, String problem, String remedy) {
        faults.accept(SchemaException.of(FaultKind.MEANING, SchemaLocation.at(pointer), problem, remedy));
    }
}
