// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue;

import io.prism.core.Deadline;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Operation;
import io.smallrye.mutiny.Uni;

/**
 * {@code keyvalue_counter}: whole numbers that many callers change at once without losing an update. A counter is an
 * entry like any other; its value is a signed 64-bit number in decimal digits, without leading zeros or a plus sign.
 * The rules of {@link KeyValueBasic} hold here too.
 */
public interface KeyValueCounter {

    /**
     * Adds to a counter as one step that no other writer gets into. An absent key is created as {@code initial +
     * delta}, with the increment's expiry; one that is there keeps its expiry. Fails with
     * {@link io.prism.core.failure.GatewayException.Rejected}, naming {@code key} when the value is no such number and
     * {@code delta} when the sum does not fit into 64 bits; nothing is changed then.
     */
    Uni<Count> increment(Operation.Increment increment, Deadline deadline);
}
