// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.testkit.ClaimsContract;
import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueBasicContract;
import io.prism.testkit.keyvalue.KeyValueBatchContract;
import io.prism.testkit.keyvalue.KeyValueConcurrencyContract;
import io.prism.testkit.keyvalue.KeyValueCounterContract;
import io.prism.testkit.keyvalue.KeyValuePagingContract;
import io.prism.testkit.keyvalue.KeyValueScanContract;
import io.prism.testkit.keyvalue.KeyValueTtlContract;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suites on plain strings, with a prefix that would be a pattern if it was taken for one. */
@ExtendWith(NoVersionsOfTheirOwn.class)
class RedisRawContractsTest {

    private static final String PREFIX = "app[1]*?\\:";

    @Nested
    class Claims extends ClaimsContract {
        @Override
        protected ContractSubject subject() {
            return RedisSubject.openRaw(PREFIX);
        }

        @Override
        protected Set<String> claimed() {
            return Set.of("keyvalue_basic", "keyvalue_ttl", "keyvalue_scan", "keyvalue_batch", "keyvalue_counter");
        }
    }

    @Nested
    class Basic extends KeyValueBasicContract {
        @Override
        protected ContractSubject subject() {
            return RedisSubject.openRaw(PREFIX);
        }
    }

    @Nested
    class Concurrency extends KeyValueConcurrencyContract {
        @Override
        protected ContractSubject subject() {
            return RedisSubject.openRaw(PREFIX);
        }
    }

    @Nested
    class Ttl extends KeyValueTtlContract {
        @Override
        protected ContractSubject subject() {
            return RedisSubject.openRaw(PREFIX);
        }
    }

    @Nested
    class Scan extends KeyValueScanContract {
        @Override
        protected ContractSubject subject() {
            return RedisSubject.openRaw(PREFIX);
        }
    }

    @Nested
    class Paging extends KeyValuePagingContract {
        @Override
        protected ContractSubject subject() {
            return RedisSubject.openRaw(PREFIX);
        }
    }

    @Nested
    class Batch extends KeyValueBatchContract {
        @Override
        protected ContractSubject subject() {
            return RedisSubject.openRaw(PREFIX);
        }
    }

    @Nested
    class Counter extends KeyValueCounterContract {
        @Override
        protected ContractSubject subject() {
            return RedisSubject.openRaw(PREFIX);
        }
    }
}
