// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue;

import io.prism.core.Deadline;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Operation;
import io.smallrye.mutiny.Uni;

/**
 * {@code keyvalue_cas}: writes that happen only if nobody else was faster. Comparison and write are one step that no
 * other writer gets into. The rules of {@link KeyValueBasic} hold here too.
 */
public interface KeyValueCas {

    /** Writes one key if it is as expected; value and expiry are replaced as a whole. */
    Uni<Comparison> compareAndSwap(Operation.CompareAndSwap swap, Deadline deadline);

    /** Deletes one key if it has this version. */
    Uni<Comparison> compareAndDelete(Key key, Version expected, Deadline deadline);
}
