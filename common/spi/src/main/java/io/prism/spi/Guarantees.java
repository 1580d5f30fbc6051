// SPDX-License-Identifier: Apache-2.0
package io.prism.spi;

import io.prism.core.Durability;
import java.time.Duration;

/**
 * What a backend promises, as configured now.
 *
 * @param durability what an acknowledged write survives
 * @param consistency what a read sees after an acknowledged write
 * @param isolation what transactions see of each other; {@link Isolation#NONE} where there are no transactions
 * @param ttlPrecision entries are gone at most this long after their expiry; zero means exactly then
 * @param valueBytesMax longest value the backend takes, in bytes
 * @param evidence what the durability rests on, one line for a person, such as {@code "the server says appendfsync
 *     always"}
 */
public record Guarantees(
        Durability durability,
        Consistency consistency,
        Isolation isolation,
        Duration ttlPrecision,
        long valueBytesMax,
        String evidence) {

    /** What a read sees. */
    public enum Consistency {
        /** A read may see an older state. */
        EVENTUAL,
        /** Every read sees every write that was acknowledged before it began. */
        LINEARIZABLE
    }

    /** What transactions see of each other. */
    public enum Isolation {
        /** There are no transactions. */
        NONE,
        /** As if they ran one after the other. */
        SERIALIZABLE
    }
}
