// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.syntax;

/**
 * Numbers in a row.
 *
 * @param first the lowest
 * @param last the highest, which is one of them
 */
public record NumberRange(int first, int last) {

    /** Whether {@code number} is one of them. */
    public boolean has(int number) {
        return number >= first && number <= last;
    }
}
