// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve;

import io.prism.schema.SchemaFormat;
import io.prism.schema.source.SchemaSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Tells which texts come again soon. Most new schemas do not, and would only push those out of a cache that do, and fill
 * old memory. A few hundred of the latest are remembered, by their hashes alone, so that now and then one is taken for
 * another. Safe for use by many threads.
 */
final class RecentTexts {

    private static final int SLOTS = 512;

    private final AtomicIntegerArray hashes = new AtomicIntegerArray(SLOTS);

    /** Whether {@code source} came lately; from now on it did. */
    boolean again(SchemaFormat format, SchemaSource source) {
        int hash = Objects.hash(format.name(), source.text(), source.references());
        return hashes.getAndSet(hash & (SLOTS - 1), hash) == hash;
    }
}
