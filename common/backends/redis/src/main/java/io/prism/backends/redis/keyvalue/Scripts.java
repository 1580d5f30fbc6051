// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue;

import io.prism.backends.redis.command.Script;

/**
 * The scripts on entries.
 *
 * @param apply runs operations, all or nothing
 * @param page lists a range of keys
 * @param count counts a range of keys
 */
public record Scripts(Script apply, Script page, Script count) {

    private static final String INDEX = "index.lua";

    /** Reads them from the program. */
    public static Scripts load() {
        return new Scripts(
                Script.of(INDEX, "number.lua", "apply.lua"),
                Script.of(INDEX, "page.lua"),
                Script.of(INDEX, "count.lua"));
    }
}
