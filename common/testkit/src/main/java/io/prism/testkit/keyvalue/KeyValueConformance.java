// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue;

import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.testkit.Conformance;
import io.prism.testkit.keyvalue.suite.KeyValueBasicContract;
import io.prism.testkit.keyvalue.suite.KeyValueBatchContract;
import io.prism.testkit.keyvalue.suite.KeyValueCasContract;
import io.prism.testkit.keyvalue.suite.KeyValueCasRacesContract;
import io.prism.testkit.keyvalue.suite.KeyValueConcurrencyContract;
import io.prism.testkit.keyvalue.suite.KeyValueCounterContract;
import io.prism.testkit.keyvalue.suite.KeyValueIdempotencyContract;
import io.prism.testkit.keyvalue.suite.KeyValuePagingContract;
import io.prism.testkit.keyvalue.suite.KeyValueRollbackContract;
import io.prism.testkit.keyvalue.suite.KeyValueScanContract;
import io.prism.testkit.keyvalue.suite.KeyValueTransactionRacesContract;
import io.prism.testkit.keyvalue.suite.KeyValueTransactionalContract;
import io.prism.testkit.keyvalue.suite.KeyValueTtlContract;
import io.prism.testkit.keyvalue.suite.KeyspaceIsolationContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every suite of the data model KeyValue. */
public abstract class KeyValueConformance extends Conformance {

    private static final Map<String, Class<?>> INTERFACES = Map.of(
            "keyvalue_basic", KeyValueBasic.class,
            "keyvalue_ttl", KeyValueTtl.class,
            "keyvalue_scan", KeyValueScan.class,
            "keyvalue_batch", KeyValueBatch.class,
            "keyvalue_cas", KeyValueCas.class,
            "keyvalue_counter", KeyValueCounter.class,
            "keyvalue_transactional", KeyValueTransactional.class);

    @Override
    protected final Map<String, Class<?>> interfaces() {
        return INTERFACES;
    }

    @Nested
    class Basic extends KeyValueBasicContract {}

    @Nested
    class Ttl extends KeyValueTtlContract {}

    @Nested
    class Scan extends KeyValueScanContract {}

    @Nested
    class Paging extends KeyValuePagingContract {}

    @Nested
    class Batch extends KeyValueBatchContract {}

    @Nested
    class Concurrency extends KeyValueConcurrencyContract {}

    @Nested
    class Cas extends KeyValueCasContract {}

    @Nested
    class CasRaces extends KeyValueCasRacesContract {}

    @Nested
    class Counter extends KeyValueCounterContract {}

    @Nested
    class Transactional extends KeyValueTransactionalContract {}

    @Nested
    class TransactionRaces extends KeyValueTransactionRacesContract {}

    @Nested
    class Rollback extends KeyValueRollbackContract {}

    @Nested
    class Idempotency extends KeyValueIdempotencyContract {}

    @Nested
    class Isolation extends KeyspaceIsolationContract {}
}
