// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import io.prism.backends.sqlite.SqliteSubject;
import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueBasicContract;

class SqliteKeyValueBasicTest extends KeyValueBasicContract {
    @Override
    protected ContractSubject subject() {
        return SqliteSubject.open();
    }
}
