// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue;

import io.prism.backends.postgres.connect.DatabaseCalls;
import io.prism.backends.postgres.connect.PostgresSession;
import io.prism.backends.postgres.keyvalue.table.EntryTable;
import io.prism.backends.postgres.keyvalue.table.Statement;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Many keys of one keyspace. Parts go to the server in groups, each one statement. When the server refuses a group for
 * what one of its parts holds, the parts are written one by one, so that only that one fails.
 */
public final class Batch implements KeyValueBatch {

    private static final int GROUP_MAX = 500;
    private static final long GROUP_BYTES_MAX = 4L << 20;

    private final Keyspace keyspace;
    private final DatabaseCalls<EntryTable> calls;
    private final PostgresEntries entries;

    /** Reads and writes keys of this keyspace. */
    public Batch(Keyspace keyspace, DatabaseCalls<EntryTable> calls) {
        this.keyspace = keyspace;
        this.calls = calls;
        this.entries = new PostgresEntries(keyspace, calls);
    }

    @Override
    public Uni<List<PartOutcome<Version>>> setAll(List<Write> writes, Deadline deadline) {
        return inGroups(
                groups(writes, write -> PostgresEntries.bytes(write.value())),
                deadline,
                group -> group(group, deadline));
    }

    @Override
    public Uni<List<PartOutcome<Optional<Entry>>>> getAll(List<Key> keys, Deadline deadline) {
        return inGroups(
                groups(keys, _ -> 0L),
                deadline,
                group -> calls.read(deadline, (session, table) -> read(session, table, group))
                        .onFailure(Batch::ofParts)
                        .recoverWithUni(() -> eachOf(group, key -> entries.get(key, deadline))));
    }

    @Override
    public Uni<List<PartOutcome<Boolean>>> deleteAll(List<Key> keys, Deadline deadline) {
        return inGroups(
                groups(keys, _ -> 0L),
                deadline,
                group -> calls.write(
                                PostgresEntries.ROW_BYTES * group.size(),
                                deadline,
                                (session, table) -> delete(session, table, group))
                        .onFailure(Batch::ofParts)
                        .recoverWithUni(() -> eachOf(group, key -> entries.delete(key, deadline))));
    }

    private Uni<List<PartOutcome<Version>>> group(List<Write> group, Deadline deadline) {
        long bytes = group.stream()
                .mapToLong(write -> PostgresEntries.bytes(write.value()))
                .sum();
        return calls.write(bytes, deadline, (session, table) -> write(session, table, group))
                .onFailure(Batch::ofParts)
                .recoverWithUni(
                        () -> eachOf(group, write -> entries.put(write.key(), write.value(), write.ttl(), deadline)));
    }

    /** Of several writes to one key only the last can be part of a statement; those before are as if overwritten. */
    private Future<List<PartOutcome<Version>>> write(PostgresSession session, EntryTable table, List<Write> group) {
        Map<Key, Integer> last = new LinkedHashMap<>();
        for (int i = 0; i < group.size(); i++) {
            last.put(group.get(i).key(), i);
        }
        List<Write> written = last.values().stream().map(group::get).toList();
        var values = table.at(
                keyspace,
                written.stream().map(Write::key).toList(),
                written.stream().map(Write::value).toList(),
                written.stream().map(Write::ttl).toList());
        return table.run(session, Statement.SET_ALL, values).map(rows -> {
            Map<Integer, Version> versions = new HashMap<>();
            for (Row row : rows) {
                versions.put(last.get(table.key(row, 0)), new Version(row.getString(1)));
            }
            return IntStream.range(0, group.size())
                    .mapToObj(i -> done(versions.getOrDefault(i, overwritten())))
                    .toList();
        });
    }

    private Future<List<PartOutcome<Optional<Entry>>>> read(
            PostgresSession session, EntryTable table, List<Key> group) {
        var values = table.at(keyspace, List.copyOf(new HashSet<>(group)));
        return table.run(session, Statement.GET_ALL, values).map(rows -> {
            Map<Key, Entry> found = new HashMap<>();
            for (Row row : rows) {
                Key key = table.key(row, 0);
                found.put(key, table.entry(key, row, 1));
            }
            return group.stream()
                    .map(key -> done(Optional.ofNullable(found.get(key))))
                    .toList();
        });
    }

    private Future<List<PartOutcome<Boolean>>> delete(PostgresSession session, EntryTable table, List<Key> group) {
        var values = table.at(keyspace, List.copyOf(new HashSet<>(group)));
        return table.run(session, Statement.DELETE_ALL, values).map(rows -> {
            var deleted = new HashSet<Key>();
            for (Row row : rows) {
                deleted.add(table.key(row, 0));
            }
            // Named twice, a key is there the first time only.
            return group.stream().map(key -> done(deleted.remove(key))).toList();
        });
    }

    /** A version that nothing has any more. */
    private static Version overwritten() {
        return new Version(UUID.randomUUID().toString());
    }

    private static <T> PartOutcome<T> done(T answer) {
        return new PartOutcome.Done<>(answer);
    }

    /** Whether the failure is about what one part holds, so that others may be fine. */
    private static boolean ofParts(Throwable failure) {
        return failure instanceof Rejected || failure instanceof TooLarge;
    }

    private static <P, T> Uni<List<PartOutcome<T>>> eachOf(List<P> group, Function<P, Uni<T>> call) {
        return Multi.createFrom()
                .iterable(group)
                .onItem()
                .transformToUniAndConcatenate(part -> outcome(call.apply(part)))
                .collect()
                .asList();
    }

    private static <T> Uni<PartOutcome<T>> outcome(Uni<T> call) {
        return call.<PartOutcome<T>>map(PartOutcome.Done::new)
                .onFailure(failure -> failure instanceof GatewayException && !(failure instanceof DeadlinePassed))
                .recoverWithItem(failure -> new PartOutcome.Failed<>((GatewayException) failure));
    }

    /** One group after the other; what fails one of them fails each of its parts. */
    private <P, T> Uni<List<PartOutcome<T>>> inGroups(
            List<List<P>> groups, Deadline deadline, Function<List<P>, Uni<List<PartOutcome<T>>>> call) {
        if (groups.isEmpty()) {
            return calls.read(deadline, (_, _) -> Future.succeededFuture(List.of()));
        }
        return Multi.createFrom()
                .iterable(groups)
                .onItem()
                .transformToUniAndConcatenate(group -> outcome(call.apply(group))
                        .map(outcome -> switch (outcome) {
                            case PartOutcome.Done<List<PartOutcome<T>>>(var outcomes) -> outcomes;
                            case PartOutcome.Failed<List<PartOutcome<T>>>(var failure) ->
                                group.stream()
                                        .<PartOutcome<T>>map(_ -> new PartOutcome.Failed<>(failure))
                                        .toList();
                        }))
                .collect()
                .in(ArrayList::new, List::addAll);
    }

    private static <P> List<List<P>> groups(List<P> parts, Function<P, Long> bytesOf) {
        var groups = new ArrayList<List<P>>();
        long bytes = 0;
        for (P part : parts) {
            if (groups.isEmpty() || groups.getLast().size() >= GROUP_MAX || bytes >= GROUP_BYTES_MAX) {
                groups.add(new ArrayList<>());
                bytes = 0;
            }
            groups.getLast().add(part);
            bytes += bytesOf.apply(part);
        }
        return groups;
    }
}
