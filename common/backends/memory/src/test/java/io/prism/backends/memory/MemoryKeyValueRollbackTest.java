// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.testkit.Subject;
import io.prism.testkit.keyvalue.KeyValueRollbackContract;

class MemoryKeyValueRollbackTest extends KeyValueRollbackContract {
    @Override
    protected Subject subject() {
        return MemorySubject.open();
    }
}
