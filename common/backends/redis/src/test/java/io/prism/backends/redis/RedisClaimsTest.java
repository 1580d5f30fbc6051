// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.testkit.ClaimsContract;
import io.prism.testkit.ContractSubject;
import java.util.Set;

class RedisClaimsTest extends ClaimsContract {
    @Override
    protected ContractSubject subject() {
        return RedisSubject.open();
    }

    @Override
    protected Set<String> claimed() {
        return Set.of(
                "keyvalue_basic",
                "keyvalue_ttl",
                "keyvalue_scan",
                "keyvalue_batch",
                "keyvalue_cas",
                "keyvalue_counter",
                "keyvalue_transactional");
    }
}
