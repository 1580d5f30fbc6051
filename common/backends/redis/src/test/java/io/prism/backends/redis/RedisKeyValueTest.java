// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueConformance;

/** Every suite of KeyValue on a Redis server. */
class RedisKeyValueTest extends KeyValueConformance {

    @Override
    protected ContractSubject subject() {
        return RedisSubject.open();
    }
}
