// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue.raw;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Keeps the smallest names of all that it is given, in the order of their bytes, each once. For one thread at a time. */
final class SmallestKeys {

    private final int most;
    private final TreeSet<byte[]> names = new TreeSet<>(Arrays::compareUnsigned);
    private boolean overflown;

    SmallestKeys(int most) {
        this.most = most;
    }

    void add(byte[] name) {
        if (names.add(name) && names.size() > most) {
            names.pollLast();
            overflown = true;
        }
    }

    /** The names, smallest first. */
    List<byte[]> names() {
        return List.copyOf(names);
    }

    /** Whether there were more. */
    boolean overflown() {
        return overflown;
    }
}
