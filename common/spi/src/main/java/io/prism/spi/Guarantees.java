// SPDX-License-Identifier: Apache-2.0
package io.prism.spi;

import java.time.Duration;

/**
 * What a backend promises, as configured.
 *
 * @param durability what an acknowledged write survives
 * @param consistency what a read sees after an acknowledged write
 * @param ttlPrecision entries are gone at most this long after their expiry; zero means exactly then
 * @param valueBytesMax longest value the backend takes, in bytes
 */
public record Guarantees(Durability durability, Consistency consistency, Duration ttlPrecision, long valueBytesMax) {

    /** What an acknowledged write survives; each level includes those before it. */
    public enum Durability {
        /** Nothing: it is gone when the process that holds it ends. */
        NONE,
        /** The end of the process ({@code kill -9}), not a crash of the machine. */
        PROCESS,
        /** A crash of the machine or loss of power. */
        FSYNC
    }

    /** What a read sees. */
    public enum Consistency {
        /** Every read sees every write that was acknowledged before it began. */
        LINEARIZABLE,
        /** A read may see an older state. */
        EVENTUAL
    }
}
