// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue;

import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Many keys of one table, one after the other. */
final class MemoryBatch implements KeyValueBatch {

    private final MemoryKeyValue keys;
    private final MemoryCalls calls;

    MemoryBatch(MemoryKeyValue keys, MemoryCalls calls) {
        this.keys = keys;
        this.calls = calls;
    }

    @Override
    public Uni<List<PartOutcome<Version>>> setAll(List<Write> writes, Deadline deadline) {
        return each(writes, deadline, write -> keys.put(write.key(), write.value(), write.ttl()));
    }

    @Override
    public Uni<List<PartOutcome<Optional<Entry>>>> getAll(List<Key> names, Deadline deadline) {
        return each(names, deadline, keys::read);
    }

    @Override
    public Uni<List<PartOutcome<Boolean>>> deleteAll(List<Key> names, Deadline deadline) {
        return each(names, deadline, keys::remove);
    }

    private <P, T> Uni<List<PartOutcome<T>>> each(List<P> parts, Deadline deadline, Function<P, T> work) {
        return calls.call(
                deadline, () -> parts.stream().map(part -> outcome(part, work)).toList());
    }

    private static <P, T> PartOutcome<T> outcome(P part, Function<P, T> work) {
        try {
            return new PartOutcome.Done<>(work.apply(part));
        } catch (GatewayException e) {
            return new PartOutcome.Failed<>(e);
        }
    }
}
