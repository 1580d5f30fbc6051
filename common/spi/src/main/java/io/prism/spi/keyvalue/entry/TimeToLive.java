// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.entry;

import java.time.Duration;

/** How long an entry lives. */
public sealed interface TimeToLive {
    /** There is no such key. */
    record Absent() implements TimeToLive {}

    /** The key never expires. */
    record Forever() implements TimeToLive {}

    /**
     * The key expires.
     *
     * @param left time left, above zero, in whole milliseconds rounded up
     */
    record Left(Duration left) implements TimeToLive {}
}
