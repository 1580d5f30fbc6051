// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.find;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of a list.
 *
 * @param offset how many are left out, from 0
 * @param limit how many at most, from 1
 */
public record Page(int offset, int limit) {

    /** The page that is asked for; a limit below 1 or above {@code most} means {@code most}. */
    public static Page of(int offset, int limit, int most) {
        return new Page(offset, limit < 1 || limit > most ? most : limit);
    }

    /** The part of {@code all}. */
    public <T> List<T> of(Stream<T> all) {
        return all.skip(offset).limit(limit).toList();
    }
}
