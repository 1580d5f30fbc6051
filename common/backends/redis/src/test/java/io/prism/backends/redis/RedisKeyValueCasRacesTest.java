// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.testkit.Subject;
import io.prism.testkit.keyvalue.KeyValueCasRacesContract;

class RedisKeyValueCasRacesTest extends KeyValueCasRacesContract {
    @Override
    protected Subject subject() {
        return RedisSubject.open();
    }
}
