// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.operation;

import io.prism.core.failure.GatewayException.Rejected;
import java.util.List;

/**
 * How a transaction ended.
 *
 * @param committed whether the effects of all operations happened; otherwise none did
 * @param results one for each operation, in order; when not committed they end with the {@link Result.Compared} that
 *     did not match, and those before it tell of effects that were undone
 */
public record Transaction(boolean committed, List<Result> results) {

    /** Keeps a copy of {@code results}. */
    public Transaction {
        results = List.copyOf(results);
    }

    /** The failure of one operation, with its place in the transaction. */
    public static Rejected failedAt(int operation, Rejected failure) {
        return new Rejected("operations[" + operation + "]." + failure.field(), failure.constraint(), failure.value());
    }
}
