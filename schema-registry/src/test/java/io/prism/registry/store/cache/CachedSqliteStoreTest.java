// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.cache;

import io.prism.registry.store.Store;
import io.prism.registry.store.StoreContract;
import io.prism.registry.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class CachedSqliteStoreTest extends StoreContract {

    private final List<CachedStore> opened = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    @Override
    protected Store emptyStore() {
        var store = new CachedStore(SqliteStore.in(folder.resolve("registry.db")), 1 << 20, System::nanoTime);
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(CachedStore::close);
    }
}
