// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.testkit.Subject;
import io.prism.testkit.keyvalue.KeyValueRollbackContract;

class RedisKeyValueRollbackTest extends KeyValueRollbackContract {
    @Override
    protected Subject subject() {
        return RedisSubject.open();
    }
}
