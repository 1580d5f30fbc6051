// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueScanContract;

class MemoryKeyValueScanTest extends KeyValueScanContract {
    @Override
    protected ContractSubject subject() {
        return MemorySubject.open();
    }
}
