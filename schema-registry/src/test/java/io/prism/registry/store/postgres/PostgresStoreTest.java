// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.postgres;

import io.prism.registry.store.DurableStore;
import io.prism.registry.store.Store;
import io.prism.registry.store.StoreContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class PostgresStoreTest extends StoreContract {

    private final List<DurableStore> opened = new ArrayList<>();

    @Override
    protected Store emptyStore() {
        DurableStore store = Databases.newStore();
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(DurableStore::close);
    }
}
