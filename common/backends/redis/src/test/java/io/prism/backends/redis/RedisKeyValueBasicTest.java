// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueBasicContract;

class RedisKeyValueBasicTest extends KeyValueBasicContract {
    @Override
    protected ContractSubject subject() {
        return RedisSubject.open();
    }
}
