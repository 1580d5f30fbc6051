// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.contract;

import io.prism.backends.postgres.PostgresSubject;
import io.prism.testkit.ClaimsContract;
import io.prism.testkit.ContractSubject;
import java.util.Set;

class PostgresClaimsTest extends ClaimsContract {
    @Override
    protected ContractSubject subject() {
        return PostgresSubject.open();
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
