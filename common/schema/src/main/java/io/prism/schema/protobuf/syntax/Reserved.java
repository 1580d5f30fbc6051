// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.syntax;

import java.util.List;

/**
 * One statement that reserves numbers or names.
 *
 * @param ranges the numbers
 * @param names the names
 */
public record Reserved(List<NumberRange> ranges, List<String> names) {

    /** Keeps copies. */
    public Reserved {
        ranges = List.copyOf(ranges);
        names = List.copyOf(names);
    }
}
