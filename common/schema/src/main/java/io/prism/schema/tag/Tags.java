// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.tag;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tags of one part of a schema.
 *
 * @param values by {@link TagName}, in the order of the names. A tag without a value is {@code true}
 */
public record Tags(Map<String, String> values) {

    /** No tags. */
    public static final Tags NONE = new Tags(Map.of());

    private static final String MARK = "@prism.";

    /** Keeps a sorted copy. */
    public Tags {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * The tags in a comment, doc or description: {@code @prism.pii: email}, {@code @prism.pii=email},
     * {@code @prism.pii(email)} or {@code @prism.pii}. A value after a colon or an equals sign ends with the line or
     * at the next tag, and may stand in double quotes. Of a tag that is given twice the last one counts.
     */
    public static Tags inText(String text) {
        Map<String, String> found = new TreeMap<>();
        int at = text.indexOf(MARK);
        while (at >= 0) {
            int start = at + MARK.length();
            int end = nameEnd(text, start);
            int next = text.indexOf(MARK, end);
            if (end > start) {
                int limit = next < 0 ? text.length() : next;
                int lineEnd = text.indexOf('\n', end, limit);
                int stop = lineEnd < 0 ? limit : lineEnd;
                found.put(TagName.of(text.substring(start, end)), value(text.substring(end, stop)));
            }
            at = next;
        }
        return found.isEmpty() ? NONE : new Tags(found);
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isNameCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private static String value(String rest) {
        String text = rest.strip();
        if (text.startsWith("(") && text.indexOf(')') > 0) {
            return unquoted(text.substring(1, text.indexOf(')')));
        }
        return text.startsWith(":") || text.startsWith("=") ? unquoted(text.substring(1)) : "true";
    }

    private static String unquoted(String value) {
        String text = value.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** The value of the tag {@code name}, one of {@link TagName}. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
