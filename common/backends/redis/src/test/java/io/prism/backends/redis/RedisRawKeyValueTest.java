// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueConformance;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suites on plain strings, with a prefix that would be a pattern if it was taken for one. */
@ExtendWith(NoVersionsOfTheirOwn.class)
class RedisRawKeyValueTest extends KeyValueConformance {

    @Override
    protected ContractSubject subject() {
        return RedisSubject.openRaw("app[1]*?\\:");
    }

    @Override
    protected Set<String> lacking() {
        return Set.of("keyvalue_cas", "keyvalue_transactional", "idempotency", "keyspace_isolation");
    }
}
