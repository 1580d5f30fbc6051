// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import io.prism.testkit.ClaimsContract;
import io.prism.testkit.ContractSubject;
import java.util.Set;

class SqliteClaimsTest extends ClaimsContract {
    @Override
    protected ContractSubject subject() {
        return SqliteSubject.open();
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
