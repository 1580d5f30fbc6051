// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.tag;

import java.util.Map;
import java.util.TreeMap;

/** Gathers the tags of one part of a schema. Of a tag that is added twice the later one counts. Confined to one thread. */
public final class TagCollector {

    private final Map<String, String> values = new TreeMap<>();

    /** Adds one, however its name is written. */
    public TagCollector add(String written, String value) {
        values.put(TagName.of(written), value);
        return this;
    }

    /** Adds those in a comment, doc or description, as {@link Tags#inText} reads them. */
    public TagCollector addText(String text) {
        values.putAll(Tags.inText(text).values());
        return this;
    }

    /** Whether there is one called {@code name}, one of {@link TagName}. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** What was added. */
    public Tags tags() {
        return values.isEmpty() ? Tags.NONE : new Tags(values);
    }
}
