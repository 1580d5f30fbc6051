// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

import io.prism.registry.store.memory.MemoryStore;

class MemoryStoreTest extends StoreContract {

    @Override
    protected Store emptyStore() {
        return new MemoryStore();
    }
}
