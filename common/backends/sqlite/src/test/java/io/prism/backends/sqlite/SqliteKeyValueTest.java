// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import io.prism.testkit.ContractSubject;
import io.prism.testkit.keyvalue.KeyValueConformance;

/** Every suite of KeyValue on files of SQLite. */
class SqliteKeyValueTest extends KeyValueConformance {

    @Override
    protected ContractSubject subject() {
        return SqliteSubject.open();
    }
}
