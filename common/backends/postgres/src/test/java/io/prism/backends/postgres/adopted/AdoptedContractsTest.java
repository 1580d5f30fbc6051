// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.adopted;

import io.prism.backends.postgres.PostgresSubject;
import io.prism.testkit.ClaimsContract;
import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueBasicContract;
import io.prism.testkit.keyvalue.KeyValueBatchContract;
import io.prism.testkit.keyvalue.KeyValueCasContract;
import io.prism.testkit.keyvalue.KeyValueCasRacesContract;
import io.prism.testkit.keyvalue.KeyValueConcurrencyContract;
import io.prism.testkit.keyvalue.KeyValuePagingContract;
import io.prism.testkit.keyvalue.KeyValueRollbackContract;
import io.prism.testkit.keyvalue.KeyValueScanContract;
import io.prism.testkit.keyvalue.KeyValueTransactionRacesContract;
import io.prism.testkit.keyvalue.KeyValueTransactionalContract;
import io.prism.testkit.server.PostgresServer;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** A table of somebody else's, with keys and values of bytes, is held to the same contracts. */
class AdoptedContractsTest {

    static ContractSubject open() {
        String url = PostgresServer.shared().database();
        PostgresServer.execute(url, "CREATE TABLE items (id bytea PRIMARY KEY, content bytea)");
        return PostgresSubject.open(
                url,
                Map.of("raw-keys", "true", "table", "public.items", "key-column", "id", "value-column", "content"));
    }

    @Nested
    class Claims extends ClaimsContract {
        @Override
        protected ContractSubject subject() {
            return open();
        }

        @Override
        protected Set<String> claimed() {
            return Set.of(
                    "keyvalue_basic", "keyvalue_scan", "keyvalue_batch", "keyvalue_cas", "keyvalue_transactional");
        }
    }

    @Nested
    class Basic extends KeyValueBasicContract {
        @Override
        protected ContractSubject subject() {
            return open();
        }
    }

    @Nested
    class Scan extends KeyValueScanContract {
        @Override
        protected ContractSubject subject() {
            return open();
        }
    }

    @Nested
    class Paging extends KeyValuePagingContract {
        @Override
        protected ContractSubject subject() {
            return open();
        }
    }

    @Nested
    class Batch extends KeyValueBatchContract {
        @Override
        protected ContractSubject subject() {
            return open();
        }
    }

    @Nested
    class Concurrency extends KeyValueConcurrencyContract {
        @Override
        protected ContractSubject subject() {
            return open();
        }
    }

    @Nested
    class Cas extends KeyValueCasContract {
        @Override
        protected ContractSubject subject() {
            return open();
        }
    }

    @Nested
    class CasRaces extends KeyValueCasRacesContract {
        @Override
        protected ContractSubject subject() {
            return open();
        }
    }

    @Nested
    class Transactional extends KeyValueTransactionalContract {
        @Override
        protected ContractSubject subject() {
            return open();
        }
    }

    @Nested
    class TransactionRaces extends KeyValueTransactionRacesContract {
        @Override
        protected ContractSubject subject() {
            return open();
        }
    }

    @Nested
    class Rollback extends KeyValueRollbackContract {
        @Override
        protected ContractSubject subject() {
            return open();
        }
    }
}
