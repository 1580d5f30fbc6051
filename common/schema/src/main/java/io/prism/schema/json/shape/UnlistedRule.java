// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.shape;

import org.jspecify.annotations.Nullable;

/**
 * What may stand under names, or at places, that are not listed.
 *
 * @param said whether the schema says anything about it
 * @param permitted whether anything at all may stand there
 * @param schema what it must fit; null when it may be anything, or nothing may stand there
 */
public record UnlistedRule(
        boolean said, boolean permitted, @Nullable SchemaShape schema) {

    /** Nothing is said: everything may stand there. */
    public static final UnlistedRule UNSAID = new UnlistedRule(false, true, null);

    /** Everything may stand there. */
    public static final UnlistedRule ALLOWED = new UnlistedRule(true, true, null);

    /** Nothing may stand there. */
    public static final UnlistedRule FORBIDDEN = new UnlistedRule(true, false, null);

    /** What fits {@code schema} may stand there. */
    public static UnlistedRule of(SchemaShape schema) {
        return new UnlistedRule(true, true, schema);
    }
}
