// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.contract;

import io.prism.backends.postgres.PostgresSubject;
import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueBasicContract;

class PostgresKeyValueBasicTest extends KeyValueBasicContract {
    @Override
    protected ContractSubject subject() {
        return PostgresSubject.open();
    }
}
