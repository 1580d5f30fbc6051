// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyspaceIsolationContract;

class RedisKeyspaceIsolationTest extends KeyspaceIsolationContract {
    @Override
    protected ContractSubject subject() {
        return RedisSubject.open();
    }
}
