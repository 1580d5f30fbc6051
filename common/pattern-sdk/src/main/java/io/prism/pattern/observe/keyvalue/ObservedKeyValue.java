// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe.keyvalue;

import io.prism.pattern.observe.BackendOperations;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The interfaces of KeyValue, seen. Safe for use by many threads. */
public final class ObservedKeyValue {

    private final Map<Class<?>, UnaryOperator<Object>> wrappers = new HashMap<>();

    /** Lets {@code operations} see what is asked by interfaces. */
    public ObservedKeyValue(BackendOperations operations) {
        add(KeyValueBasic.class, store -> new ObservedKeyValueBasic(store, operations));
        add(KeyValueBatch.class, store -> new ObservedKeyValueBatch(store, operations));
        add(KeyValueCas.class, store -> new ObservedKeyValueCas(store, operations));
        add(KeyValueCounter.class, store -> new ObservedKeyValueCounter(store, operations));
        add(KeyValueIdempotency.class, store -> new ObservedKeyValueIdempotency(store, operations));
        add(KeyValueScan.class, store -> new ObservedKeyValueScan(store, operations));
        add(KeyValueTransactional.class, store -> new ObservedKeyValueTransactional(store, operations));
        add(KeyValueTtl.class, store -> new ObservedKeyValueTtl(store, operations));
    }

    /**
     * The same interface of a backend, seen.
     *
     * @param iface which it is
     * @param unseen what a driver has for it; returned as it is when it is none of KeyValue
     */
    public <T> T wrap(Class<T> iface, T unseen) {
        return iface.cast(wrappers.getOrDefault(iface, same -> same).apply(unseen));
    }

    private <I> void add(Class<I> iface, UnaryOperator<I> wrapper) {
        wrappers.put(iface, unseen -> wrapper.apply(iface.cast(unseen)));
    }
}
