// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.core.Keyspace;
import io.prism.testkit.ClaimsContract;
import io.prism.testkit.ContractSubject;
import io.prism.testkit.Placement;
import io.prism.testkit.keyvalue.KeyValueBasicContract;
import io.prism.testkit.keyvalue.KeyValueBatchContract;
import io.prism.testkit.keyvalue.KeyValueCasContract;
import io.prism.testkit.keyvalue.KeyValueCasRacesContract;
import io.prism.testkit.keyvalue.KeyValueConcurrencyContract;
import io.prism.testkit.keyvalue.KeyValueCounterContract;
import io.prism.testkit.keyvalue.KeyValueIdempotencyContract;
import io.prism.testkit.keyvalue.KeyValuePagingContract;
import io.prism.testkit.keyvalue.KeyValueRollbackContract;
import io.prism.testkit.keyvalue.KeyValueScanContract;
import io.prism.testkit.keyvalue.KeyValueTransactionRacesContract;
import io.prism.testkit.keyvalue.KeyValueTransactionalContract;
import io.prism.testkit.keyvalue.KeyValueTtlContract;
import io.prism.testkit.keyvalue.KeyspaceIsolationContract;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** Every KeyValue suite, run through the whole gateway on one backend in one placement. */
abstract class GatewayContracts {

    private final String backend;
    private final Placement placement;

    GatewayContracts(String backend, Placement placement) {
        this.backend = backend;
        this.placement = placement;
    }

    private ContractSubject gateway() {
        return new GatewaySubject(SharedPrism.get(), backend, placement);
    }

    private Keyspace fresh() {
        return SharedPrism.keyspace(backend, placement);
    }

    @Nested
    class Claims extends ClaimsContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
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

    @Nested
    class Basic extends KeyValueBasicContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
        }
    }

    @Nested
    class Ttl extends KeyValueTtlContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
        }
    }

    @Nested
    class Scan extends KeyValueScanContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
        }
    }

    @Nested
    class Batch extends KeyValueBatchContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
        }
    }

    @Nested
    class Concurrency extends KeyValueConcurrencyContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
        }
    }

    @Nested
    class Isolation extends KeyspaceIsolationContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
        }
    }

    @Nested
    class Cas extends KeyValueCasContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
        }
    }

    @Nested
    class CasRaces extends KeyValueCasRacesContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
        }
    }

    @Nested
    class Counter extends KeyValueCounterContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
        }
    }

    @Nested
    class Transactional extends KeyValueTransactionalContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
        }
    }

    @Nested
    class Rollback extends KeyValueRollbackContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
        }
    }

    @Nested
    class TransactionRaces extends KeyValueTransactionRacesContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
        }
    }

    @Nested
    class Once extends KeyValueIdempotencyContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return SharedPrism.onceKeyspace(backend, placement);
        }
    }

    @Nested
    class Paging extends KeyValuePagingContract {
        @Override
        protected ContractSubject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return fresh();
        }
    }
}
