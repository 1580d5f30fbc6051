// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sqlite;

import io.prism.registry.store.DurableStore;
import io.prism.registry.store.sql.SqlStore;
import java.nio.file.Path;
import java.time.Duration;

/** Opens the store in a SQLite file. What it acknowledges is on the disk. */
public final class SqliteStore {

    private SqliteStore() {}

    /** The store in {@code file}, which is made with the first call when it is not there. */
    public static DurableStore in(Path file) {
        // To ask the file takes no longer than to ask a clock and a lock.
        return new SqlStore(new SqliteEngine(file), Duration.ZERO);
    }
}
