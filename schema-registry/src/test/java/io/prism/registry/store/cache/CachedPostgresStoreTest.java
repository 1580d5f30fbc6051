// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.cache;

import io.prism.registry.store.Store;
import io.prism.registry.store.StoreContract;
import io.prism.registry.store.postgres.Databases;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class CachedPostgresStoreTest extends StoreContract {

    private final List<CachedStore> opened = new ArrayList<>();

    @Override
    protected Store emptyStore() {
        var store = new CachedStore(Databases.newStore(), 1 << 20, System::nanoTime);
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(CachedStore::close);
    }
}
