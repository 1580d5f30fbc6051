// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue;

import io.prism.backends.memory.keyvalue.entries.EntryState;
import io.prism.backends.memory.keyvalue.entries.KeyspaceTable;
import io.prism.backends.memory.keyvalue.entries.Utf8Order;
import io.prism.core.Deadline;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Lists the keys of one table. */
final class MemoryScan implements KeyValueScan {

    private static final int COUNTED_BETWEEN_CHECKS = 1024;

    private final KeyspaceTable table;
    private final MemoryCalls calls;

    MemoryScan(KeyspaceTable table, MemoryCalls calls) {
        this.table = table;
        this.calls = calls;
    }

    @Override
    public Uni<Page<Entry>> scan(Range range, Bound bound, Deadline deadline) {
        return page(range, deadline, () -> new Filling<>(bound, (key, stored) -> stored.entry(key), true));
    }

    @Override
    public Uni<Page<Key>> scanKeys(Range range, Bound bound, Deadline deadline) {
        return page(range, deadline, () -> new Filling<>(bound, (key, _) -> key, false));
    }

    /** Not one step where transactions never stop: they are not kept waiting while a million keys are counted. */
    @Override
    public Uni<Long> count(String prefix, Deadline deadline) {
        return calls.longCall(deadline, () -> table.glance(() -> counted(prefix, deadline)));
    }

    private long counted(String prefix, Deadline deadline) {
        long count = 0;
        long looked = 0;
        long now = calls.nowMs();
        for (Map.Entry<String, EntryState> each : from(new Range(prefix, Optional.empty()))) {
            if (!each.getKey().startsWith(prefix)) {
                break;
            }
            if (++looked % COUNTED_BETWEEN_CHECKS == 0) {
                calls.check(deadline);
            }
            count += each.getValue().gone(now) ? 0 : 1;
        }
        return count;
    }

    private <T> Uni<Page<T>> page(Range range, Deadline deadline, Supplier<Filling<T>> empty) {
        return calls.call(deadline, () -> table.look(() -> page(range, empty.get())));
    }

    private <T> Page<T> page(Range range, Filling<T> filling) {
        long now = calls.nowMs();
        for (Map.Entry<String, EntryState> each : from(range)) {
            if (!each.getKey().startsWith(range.prefix())) {
                break;
            }
            if (each.getValue().gone(now)) {
                continue;
            }
            if (filling.full()) {
                return filling.page(true);
            }
            filling.add(new Key(each.getKey()), each.getValue());
        }
        return filling.page(false);
    }

    private Iterable<Map.Entry<String, EntryState>> from(Range range) {
        Key.utf8Bytes(range.prefix());
        return range.after()
                .map(Key::name)
                .filter(after -> Utf8Order.ORDER.compare(after, range.prefix()) >= 0)
                .map(after -> table.from(after, false))
                .orElseGet(() -> table.from(range.prefix(), true));
    }

    /** A page while it is being filled. */
    private static final class Filling<T> {
        private final Bound bound;
        private final BiFunction<Key, EntryState, T> item;
        private final boolean withValues;
        private final List<T> items = new ArrayList<>();
        private long bytes;

        Filling(Bound bound, BiFunction<Key, EntryState, T> item, boolean withValues) {
            this.bound = bound;
            this.item = item;
            this.withValues = withValues;
        }

        boolean full() {
            return !items.isEmpty() && (items.size() >= bound.items() || bytes >= bound.bytes());
        }

        void add(Key key, EntryState stored) {
            items.add(item.apply(key, stored));
            bytes += Key.utf8Bytes(key.name());
            bytes += withValues ? stored.value().bytes().size() : 0;
        }

        Page<T> page(boolean more) {
            return new Page<>(items, more);
        }
    }
}
