// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue;

import io.prism.core.Deadline;
import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code keyvalue_batch}: many keys in one call. Answers come in the order of the request, one for each part; parts
 * are independent of each other, and a batch is not atomic. Of several writes to one key the last one stays. The rules
 * of {@link KeyValueBasic} hold here too.
 */
public interface KeyValueBatch {

    /**
     * One key to write.
     *
     * @param key its name
     * @param value its bytes
     * @param ttl time it lives from now; empty for ever; used only on backends that have {@link KeyValueTtl}
     */
    record Write(Key key, Value value, Optional<Duration> ttl) {}

    /** Writes keys; each answer is the entry's new version. */
    Uni<List<PartOutcome<Version>>> setAll(List<Write> writes, Deadline deadline);

    /** Reads keys; each answer is empty when the key is absent. */
    Uni<List<PartOutcome<Optional<Entry>>>> getAll(List<Key> keys, Deadline deadline);

    /** Deletes keys; each answer says whether the key was there. */
    Uni<List<PartOutcome<Boolean>>> deleteAll(List<Key> keys, Deadline deadline);
}
