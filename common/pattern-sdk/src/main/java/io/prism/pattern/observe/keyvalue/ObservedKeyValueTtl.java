// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe.keyvalue;

import static io.prism.pattern.observe.BackendOperations.see;

import io.prism.core.Deadline;
import io.prism.pattern.observe.BackendOperation;
import io.prism.pattern.observe.BackendOperations;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** {@link KeyValueTtl} with its operations seen. */
final class ObservedKeyValueTtl implements KeyValueTtl {

    private final KeyValueTtl store;
    private final BackendOperation setExpiring;
    private final BackendOperation expire;
    private final BackendOperation ttl;
    private final BackendOperation persist;

    ObservedKeyValueTtl(KeyValueTtl store, BackendOperations operations) {
        this.store = store;
        this.setExpiring = operations.of("set_expiring");
        this.expire = operations.of("expire");
        this.ttl = operations.of("ttl");
        this.persist = operations.of("persist");
    }

    @Override
    public Uni<Version> set(Key key, Value value, Duration ttl, Deadline deadline) {
        return see(setExpiring, store.set(key, value, ttl, deadline));
    }

    @Override
    public Uni<Boolean> expire(Key key, Duration ttl, Deadline deadline) {
        return see(expire, store.expire(key, ttl, deadline));
    }

    @Override
    public Uni<TimeToLive> ttl(Key key, Deadline deadline) {
        return see(ttl, store.ttl(key, deadline));
    }

    @Override
    public Uni<TimeToLive> persist(Key key, Deadline deadline) {
        return see(persist, store.persist(key, deadline));
    }
}
