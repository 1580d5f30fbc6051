// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prism.backends.postgres.keyvalue.table.EntryTable;
import io.prism.core.Keyspace;
import io.prism.spi.keyvalue.operation.Operation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What transactions lock before they begin to work: a number for each key they write, in ascending order. Those that
 * write the same keys so wait for each other at the beginning, also where the keys are not there yet, and never in a
 * circle. That keeps them from undoing each other's work; that they are correct does not depend on it.
 */
final class Locks {

    /** Takes the locks; they end with the transaction. */
    static final String SQL = "SELECT count(pg_advisory_xact_lock(h)) FROM unnest($1::bigint[]) AS h";

    /** The server has room for 64 locks of each transaction. */
    private static final int MOST = 50;

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final String KEY = "k";
    private static final String TOKEN = "t";

    private Locks() {}

    /** The locks of a transaction; with a token, of one that is to be run once. */
    static Long[] of(EntryTable table, Keyspace keyspace, List<Operation> operations, Optional<String> token) {
        Stream<Long> keys = operations.stream()
                .filter(operation -> !(operation instanceof Operation.Get))
                .map(operation -> number(table, keyspace, KEY, operation.key().name()));
        Stream<Long> all = Stream.concat(token.stream().map(text -> number(table, keyspace, TOKEN, text)), keys);
        return all.distinct().limit(MOST).sorted().toArray(Long[]::new);
    }

    /** The same in every process; that two keys now and then get the same number does no harm. */
    private static long number(EntryTable table, Keyspace keyspace, String kind, String name) {
        long hash = FNV_BASIS;
        for (String part : List.of(table.name(), keyspace.namespace(), keyspace.binding(), kind, name)) {
            for (byte one : part.getBytes(UTF_8)) {
                hash = (hash ^ (one & 0xff)) * FNV_PRIME;
            }
            hash = (hash ^ 0xff) * FNV_PRIME;
        }
        return hash;
    }
}
