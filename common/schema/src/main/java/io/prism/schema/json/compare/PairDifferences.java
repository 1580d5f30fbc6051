// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.compare;

import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.difference.JsonDifference;
import io.prism.schema.limit.StepLimit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The differences of one pair of schemas, with ways that start at the pair. So what was found once can be told again
 * wherever the same pair is met. Bounded in number as {@link io.prism.schema.difference.DifferenceList} are; ways are shared
 * and written out only in the end. Confined to one thread.
 */
final class PairDifferences {

    /** Characters of ways that cost one step to write. */
    private static final int CHARS_A_STEP = 64;

    /** The way to a difference: a part of it, and what follows. */
    private record Way(String part, @Nullable Way next) {}

    private record Item(JsonDifference type, @Nullable Way way) {}

    private final CompatibilityPolicy policy;
    private final int mostOfEach;
    private final List<Item> items = new ArrayList<>();
    private int breaking;
    private int harmless;

    /** Empty. */
    PairDifferences(CompatibilityPolicy policy, StepLimit steps) {
        this.policy = policy;
        this.mostOfEach = steps.limits().differencesMax();
    }

    /** One at the pair itself. */
    void add(JsonDifference type) {
        add(new Item(type, null));
    }

    /** One at {@code path} below the pair. */
    void add(JsonDifference type, String path) {
        add(new Item(type, new Way(path, null)));
    }

    /** All of {@code part}, which is at {@code path} below this pair; empty for the pair itself. */
    void add(PairDifferences part, String path) {
        for (Item item : part.items) {
            add(path.isEmpty() ? item : new Item(item.type, new Way(path, item.way)));
        }
    }

    private void add(Item item) {
        int count = item.type.breaks(policy) ? ++breaking : ++harmless;
        if (count <= mostOfEach) {
            items.add(item);
        }
    }

    /** How many there are. */
    int size() {
        return items.size();
    }

    boolean breaks() {
        return breaking > 0;
    }

    /** With paths from the root of the schema, as Confluent's registry writes them. */
    List<Difference> fromRoot(StepLimit steps) {
        List<Difference> written = new ArrayList<>();
        for (Item item : items) {
            StringBuilder path = new StringBuilder("#/");
            for (Way way = item.way; way != null; way = way.next) {
                path.append(way.part).append(way.next == null ? "" : "/");
            }
            steps.spend(path.length() / CHARS_A_STEP);
            written.add(new Difference(item.type, path.toString()));
        }
        return List.copyOf(written);
    }
}
