// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue.entries;

import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.operation.Result;
import io.prism.spi.keyvalue.operation.Transaction;

/**
 * What came of a request, kept so that sending it again does nothing; immutable. A class and not a record, as
 * {@link EntryState} is.
 */
public final class RememberedOutcome {

    /** About what a result weighs besides keys and values, so that many small ones are bounded too. */
    private static final int BYTES_OF_A_RESULT = 64;

    private final IdempotencyToken once;
    private final Transaction transaction;
    private final ExpiryKey due;
    private final long bytes;

    /**
     * An outcome.
     *
     * @param expiresAtMs when it is forgotten, on the wall clock
     * @param version a number that no other outcome or write has
     */
    public RememberedOutcome(IdempotencyToken once, Transaction transaction, long expiresAtMs, long version) {
        this.once = once;
        this.transaction = transaction;
        this.due = new ExpiryKey(expiresAtMs, version);
        this.bytes = once.token().length()
                + once.request().length()
                + transaction.results().stream()
                        .mapToLong(RememberedOutcome::bytes)
                        .sum();
    }

    /** What came of it. */
    public Transaction transaction() {
        return transaction;
    }

    boolean isOf(String request) {
        return once.request().equals(request);
    }

    String token() {
        return once.token();
    }

    boolean gone(long nowMs) {
        return due.expiresAtMs() <= nowMs;
    }

    ExpiryKey due() {
        return due;
    }

    long bytes() {
        return bytes;
    }

    private static long bytes(Result result) {
        long carried = result instanceof Result.Read(var entry)
                ? entry.map(read -> (long) Key.utf8Bytes(read.key().name())
                                + read.value().bytes().size())
                        .orElse(0L)
                : 0;
        return BYTES_OF_A_RESULT + carried;
    }
}
