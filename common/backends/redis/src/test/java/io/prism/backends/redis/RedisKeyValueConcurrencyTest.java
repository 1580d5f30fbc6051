// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueConcurrencyContract;

class RedisKeyValueConcurrencyTest extends KeyValueConcurrencyContract {
    @Override
    protected ContractSubject subject() {
        return RedisSubject.open();
    }
}
