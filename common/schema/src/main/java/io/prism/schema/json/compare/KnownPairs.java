// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.compare;

import io.prism.schema.json.shape.SchemaShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was found between pairs of schemas that were compared before, so that each pair is compared once although
 * schemas lead to each other, and in circles.
 *
 * <p>A pair that is met again while it is under way counts as equal there. What was found under that assumption holds
 * for good when the assumed pair turns out not to break; when it breaks, whatever was found harmless meanwhile is
 * forgotten and compared again where it is needed. What breaks, breaks with or without the assumption. Confined to one
 * thread.
 */
final class KnownPairs {

    private static final int NONE = Integer.MAX_VALUE;

    private record Pair(SchemaShape original, SchemaShape update) {
        // By identity: equality would look at everything below, again for every pair.
        @Override
        public boolean equals(Object other) {
            return other instanceof Pair(SchemaShape o, SchemaShape u) && same(o, original) && same(u, update);
        }

        @SuppressWarnings("ReferenceEquality")
        private static boolean same(SchemaShape one, SchemaShape other) {
            return one == other;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(original) + System.identityHashCode(update);
        }
    }

    /** One pair with what was found; until it is known, with nothing, which is what it is taken for. */
    private static final class Entry {
        private final Pair pair;
        private PairDifferences found;
        /** Depth of the outermost pair under way that this was found under an assumption about; NONE for none. */
        private int assumed;

        Entry(Pair pair, PairDifferences found, int assumed) {
            this.pair = pair;
            this.found = found;
            this.assumed = assumed;
        }
    }

    private final Map<Pair, Entry> entries = new HashMap<>();
    /** Those that hold only as long as an assumption does, in the order in which they were found. */
    private final List<Entry> doubtful = new ArrayList<>();

    private int depth;
    /** Depth of the outermost pair that was assumed to be equal since the innermost pair under way was entered. */
    private int assumed = NONE;

    /** What was found between the two before, or is taken for it while they are under way; null for a new pair. */
    @Nullable
    PairDifferences recall(SchemaShape original, SchemaShape update) {
        Entry known = entries.get(new Pair(original, update));
        if (known == null) {
            return null;
        }
        assumed = Math.min(assumed, known.assumed);
        return known.found;
    }

    /**
     * What {@code comparison} finds between the two, which are a new pair.
     *
     * @param equal what is found between schemas that are equal
     */
    PairDifferences learn(
            SchemaShape original, SchemaShape update, PairDifferences equal, Supplier<PairDifferences> comparison) {
        Pair pair = new Pair(original, update);
        int assumedBefore = assumed;
        int doubtfulBefore = doubtful.size();
        assumed = NONE;
        Entry entry = new Entry(pair, equal, ++depth);
        entries.put(pair, entry);
        entry.found = comparison.get();
        entry.assumed = NONE;
        List<Entry> since = doubtful.subList(doubtfulBefore, doubtful.size());
        if (entry.found.breaks()) {
            since.forEach(doubted -> entries.remove(doubted.pair));
            since.clear();
        } else if (assumed >= depth) {
            since.forEach(proved -> proved.assumed = NONE);
            since.clear();
        } else {
            entry.assumed = assumed;
            doubtful.add(entry);
        }
        depth--;
        assumed = Math.min(assumedBefore, entry.assumed);
        return entry.found;
    }
}
