// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys that are read and written: numbered, so that a prefix of fixed length holds a known number of them.
 *
 * @param valueBytes size of their values; keys of other sizes have other names
 * @param count how many there are
 */
public record KeyNames(int valueBytes, int count) {

    /** Keys that share their last prefix. */
    public static final int OF_A_PREFIX = 100;

    /** All keys, in order. */
    public List<String> all() {
        return IntStream.range(0, count)
                .mapToObj(number -> "%s%06d".formatted(prefix(), number))
                .toList();
    }

    /** What all keys begin with. */
    public String prefix() {
        return "bench-%d-".formatted(valueBytes);
    }

    /** Prefixes of {@value #OF_A_PREFIX} keys each; the only one holds all keys when there are fewer. */
    public List<String> prefixes() {
        return IntStream.range(0, Math.max(1, count / OF_A_PREFIX))
                .mapToObj(number -> "%s%04d".formatted(prefix(), number))
                .toList();
    }

    /** How many keys each prefix has. */
    public int ofAPrefix() {
        return Math.min(count, OF_A_PREFIX);
    }
}
