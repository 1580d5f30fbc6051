// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.adopted;

import io.prism.backends.postgres.PostgresSubject;
import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueConformance;
import io.prism.testkit.server.PostgresServer;
import java.util.Map;
import java.util.Set;

/** A table of somebody else's, with keys and values of bytes, is held to the same contracts. */
class AdoptedKeyValueTest extends KeyValueConformance {

    @Override
    protected ContractSubject subject() {
        String url = PostgresServer.shared().database();
        PostgresServer.execute(url, "CREATE TABLE items (id bytea PRIMARY KEY, content bytea)");
        return PostgresSubject.open(
                url,
                Map.of("raw-keys", "true", "table", "public.items", "key-column", "id", "value-column", "content"));
    }

    @Override
    protected Set<String> lacking() {
        return Set.of("keyvalue_ttl", "keyvalue_counter", "idempotency", "keyspace_isolation");
    }
}
