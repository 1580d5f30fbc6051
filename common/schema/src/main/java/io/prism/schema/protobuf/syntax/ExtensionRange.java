// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.syntax;

import java.util.List;

/**
 * One statement that leaves numbers to extensions.
 *
 * @param ranges the numbers
 * @param options of the ranges
 */
public record ExtensionRange(List<NumberRange> ranges, List<Option> options) {

    /** Keeps copies. */
    public ExtensionRange {
        ranges = List.copyOf(ranges);
        options = List.copyOf(options);
    }
}
