// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.testkit.Subject;
import io.prism.testkit.keyvalue.KeyValuePagingContract;

class MemoryKeyValuePagingTest extends KeyValuePagingContract {
    @Override
    protected Subject subject() {
        return MemorySubject.open();
    }
}
