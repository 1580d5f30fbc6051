// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.schema;

import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, numbers and truth values as indented JSON. */
final class IndentedJson {

    private final StringBuilder text = new StringBuilder();

    private IndentedJson() {}

    static String write(Map<String, ?> object) {
        IndentedJson json = new IndentedJson();
        json.value(object, "");
        return json.text.append('\n').toString();
    }

    private void value(Object value, String indent) {
        switch (value) {
            case Map<?, ?> map -> object(map, indent);
            case List<?> list -> array(list, indent);
            case String string -> string(string);
            default -> text.append(value);
        }
    }

    private void object(Map<?, ?> map, String indent) {
        String inner = indent + "  ";
        String separator = "{\n";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator).append(inner);
            string(entry.getKey().toString());
            text.append(": ");
            value(entry.getValue(), inner);
            separator = ",\n";
        }
        text.append(map.isEmpty() ? "{}" : "\n" + indent + "}");
    }

    private void array(List<?> list, String indent) {
        boolean plain = list.stream().noneMatch(item -> item instanceof Map || item instanceof List);
        String inner = plain ? "" : "\n" + indent + "  ";
        String separator = "";
        text.append('[');
        for (Object item : list) {
            text.append(separator).append(inner);
            value(item, indent + "  ");
            separator = plain ? ", " : ",";
        }
        text.append(plain ? "]" : "\n" + indent + "]");
    }

    private void string(String string) {
        text.append('"');
        for (char c : string.toCharArray()) {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                default -> text.append(c < ' ' ? "\\u%04x".formatted((int) c) : Character.toString(c));
            }
        }
        text.append('"');
    }
}
