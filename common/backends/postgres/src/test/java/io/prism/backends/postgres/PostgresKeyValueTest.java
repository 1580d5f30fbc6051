// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres;

import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueConformance;

/** Every suite of KeyValue on a PostgreSQL server, in Prism's own table. */
class PostgresKeyValueTest extends KeyValueConformance {

    @Override
    protected ContractSubject subject() {
        return PostgresSubject.open();
    }
}
