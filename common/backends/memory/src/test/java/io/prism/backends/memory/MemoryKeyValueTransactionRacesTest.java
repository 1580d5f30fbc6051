// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueTransactionRacesContract;

class MemoryKeyValueTransactionRacesTest extends KeyValueTransactionRacesContract {
    @Override
    protected ContractSubject subject() {
        return MemorySubject.open();
    }
}
