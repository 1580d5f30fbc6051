// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue.table;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the parameters of a statement stand for. Used by one thread. */
public final class Values {

    private final Map<String, @Nullable Object> values = new HashMap<>();

    /** Gives a parameter its value; null for SQL's null. */
    public Values with(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    @Nullable
    Object get(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("no value for parameter " + name);
        }
        return values.get(name);
    }
}
