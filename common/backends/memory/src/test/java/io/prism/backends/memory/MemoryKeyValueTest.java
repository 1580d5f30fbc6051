// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueConformance;

/** Every suite of KeyValue on the heap. */
class MemoryKeyValueTest extends KeyValueConformance {

    @Override
    protected ContractSubject subject() {
        return MemorySubject.open();
    }
}
