// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sqlite;

import io.prism.registry.store.DurableStore;
import io.prism.registry.store.Store;
import io.prism.registry.store.StoreContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {

    private final List<DurableStore> opened = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    @Override
    protected Store emptyStore() {
        DurableStore store = SqliteStore.in(folder.resolve("new").resolve("registry.db"));
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(DurableStore::close);
    }
}
