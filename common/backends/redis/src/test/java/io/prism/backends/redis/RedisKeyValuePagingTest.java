// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.testkit.Subject;
import io.prism.testkit.keyvalue.KeyValuePagingContract;

class RedisKeyValuePagingTest extends KeyValuePagingContract {
    @Override
    protected Subject subject() {
        return RedisSubject.open();
    }
}
