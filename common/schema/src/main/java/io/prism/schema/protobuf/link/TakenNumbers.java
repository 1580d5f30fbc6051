// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.link;

import io.prism.schema.protobuf.syntax.NumberRange;
import io.prism.schema.protobuf.syntax.Reserved;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Numbers and names that a message or enum may not use, put so that asking for each of many fields stays cheap.
 * Immutable.
 */
final class TakenNumbers {

    /** By first number the highest of all ranges that start there or before, which is enough to ask for one number. */
    private final TreeMap<Integer, Integer> ends = new TreeMap<>();

    private final Set<String> names;

    private TakenNumbers(Stream<NumberRange> ranges, Collection<String> names) {
        TreeMap<Integer, Integer> longest = new TreeMap<>();
        ranges.forEach(range -> longest.merge(range.first(), range.last(), Math::max));
        int end = Integer.MIN_VALUE;
        for (Map.Entry<Integer, Integer> range : longest.entrySet()) {
            end = Math.max(end, range.getValue());
            ends.put(range.getKey(), end);
        }
        this.names = Set.copyOf(names);
    }

    static TakenNumbers of(Stream<NumberRange> ranges) {
        return new TakenNumbers(ranges, Set.of());
    }

    static TakenNumbers of(List<Reserved> statements) {
        Set<String> names = new HashSet<>();
        statements.forEach(reserved -> names.addAll(reserved.names()));
        return new TakenNumbers(statements.stream().flatMap(reserved -> reserved.ranges().stream()), names);
    }

    boolean has(int number) {
        Map.Entry<Integer, Integer> range = ends.floorEntry(number);
        return range != null && range.getValue() >= number;
    }

    boolean has(String name) {
        return names.contains(name);
    }
}
