// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.core.Keyspace;
import io.prism.testkit.ClaimsContract;
import io.prism.testkit.Placement;
import io.prism.testkit.Subject;
import io.prism.testkit.keyvalue.KeyValueBasicContract;
import io.prism.testkit.keyvalue.KeyValueBatchContract;
import io.prism.testkit.keyvalue.KeyValueConcurrencyContract;
import io.prism.testkit.keyvalue.KeyValueScanContract;
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

    private Subject gateway() {
        return new GatewaySubject(SharedPrism.get(), backend, placement);
    }

    private Keyspace keyspace() {
        return SharedPrism.keyspace(backend, placement);
    }

    @Nested
    class Claims extends ClaimsContract {
        @Override
        protected Subject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return keyspace();
        }

        @Override
        protected Set<String> claimed() {
            return Set.of("keyvalue_basic", "keyvalue_ttl", "keyvalue_scan", "keyvalue_batch");
        }
    }

    @Nested
    class Basic extends KeyValueBasicContract {
        @Override
        protected Subject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return keyspace();
        }
    }

    @Nested
    class Ttl extends KeyValueTtlContract {
        @Override
        protected Subject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return keyspace();
        }
    }

    @Nested
    class Scan extends KeyValueScanContract {
        @Override
        protected Subject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return keyspace();
        }
    }

    @Nested
    class Batch extends KeyValueBatchContract {
        @Override
        protected Subject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return keyspace();
        }
    }

    @Nested
    class Concurrency extends KeyValueConcurrencyContract {
        @Override
        protected Subject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return keyspace();
        }
    }

    @Nested
    class Isolation extends KeyspaceIsolationContract {
        @Override
        protected Subject subject() {
            return gateway();
        }

        @Override
        protected Keyspace freshKeyspace() {
            return keyspace();
        }
    }
}
