// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueRollbackContract;

class RedisKeyValueRollbackTest extends KeyValueRollbackContract {
    @Override
    protected ContractSubject subject() {
        return RedisSubject.open();
    }
}
