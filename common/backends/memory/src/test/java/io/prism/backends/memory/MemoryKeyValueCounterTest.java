// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueCounterContract;

class MemoryKeyValueCounterTest extends KeyValueCounterContract {
    @Override
    protected ContractSubject subject() {
        return MemorySubject.open();
    }
}
