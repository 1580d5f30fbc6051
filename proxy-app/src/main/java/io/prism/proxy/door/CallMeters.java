// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prism.core.Keyspace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts calls. The labels are names from {@code prism.yaml}, so their number is bounded by it. */
final class CallMeters {

    private final MeterRegistry registry;
    private final Counter refused;
    private final Map<Keyspace, Counter> routed = new ConcurrentHashMap<>();

    CallMeters(MeterRegistry registry) {
        this.registry = registry;
        this.refused = Counter.builder("prism.proxy.refused")
                .description("calls that no binding was found for, or that were malformed")
                .register(registry);
    }

    void refused() {
        refused.increment();
    }

    void routed(Keyspace binding) {
        Counter counter = routed.get(binding);
        if (counter == null) {
            counter = routed.computeIfAbsent(binding, this::counter);
        }
        counter.increment();
    }

    private Counter counter(Keyspace binding) {
        return Counter.builder("prism.proxy.calls")
                .description("calls handed to a binding")
                .tag("namespace", binding.namespace())
                .tag("binding", binding.binding())
                .register(registry);
    }
}
