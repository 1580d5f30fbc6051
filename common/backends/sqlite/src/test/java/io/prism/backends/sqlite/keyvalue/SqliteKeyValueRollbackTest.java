// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import io.prism.backends.sqlite.SqliteSubject;
import io.prism.testkit.Subject;
import io.prism.testkit.keyvalue.KeyValueRollbackContract;

class SqliteKeyValueRollbackTest extends KeyValueRollbackContract {
    @Override
    protected Subject subject() {
        return SqliteSubject.open();
    }
}
