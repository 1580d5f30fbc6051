// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON pointers (RFC 6901) as the fragment of a URI, such as {@code #/properties/a~1b}. */
public final class Pointers {

    /** The whole document. */
    public static final String ROOT = "#";

    private Pointers() {}

    /** The pointer of the member {@code name} of the value at {@code parent}. */
    public static String of(String parent, String name) {
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** The pointer of the item {@code index} of the value at {@code parent}. */
    public static String of(String parent, int index) {
        return parent + "/" + index;
    }

    /**
     * The value that {@code pointer} leads to from {@code root}; empty when there is none.
     *
     * @param pointer without {@code #}, percent signs already decoded: empty, or starting with {@code /}
     */
    public static Optional<JsonNode> find(JsonNode root, String pointer) {
        JsonNode at = root;
        int start = 1;
        while (start <= pointer.length() && !pointer.isEmpty()) {
            int slash = pointer.indexOf('/', start);
            int end = slash < 0 ? pointer.length() : slash;
            String name = pointer.substring(start, end).replace("~1", "/").replace("~0", "~");
            JsonNode next = at.isArray() ? item(at, name) : at.get(name);
            if (next == null) {
                return Optional.empty();
            }
            at = next;
            start = end + 1;
        }
        return Optional.of(at);
    }

    private static @Nullable JsonNode item(JsonNode array, String index) {
        boolean digits = !index.isEmpty() && index.length() < 9 && index.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? array.get(Integer.parseInt(index)) : null;
    }
}
