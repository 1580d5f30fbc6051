// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.admit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prism.core.Keyspace;
import io.prism.core.config.NamespaceConfig;
import io.prism.core.config.NamespaceLimits;
import io.prism.core.config.PrismConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the gates of each configuration. What is counted goes on: a reload neither forgets the calls that are open nor
 * fills the buckets of a namespace whose limits did not change. Used by one thread at a time.
 */
public final class Gates {

    private final MeterRegistry meters;
    private final Map<Keyspace, AtomicInteger> open = new HashMap<>();
    private Map<String, Share> shares = new HashMap<>();

    /** Gates that count in {@code meters}. The labels are names from {@code prism.yaml}, so it bounds their number. */
    public Gates(MeterRegistry meters) {
        this.meters = meters;
    }

    /** The limits of {@code config} are in force for gates made from now on. */
    public void use(PrismConfig config) {
        Map<String, Share> next = new HashMap<>();
        for (NamespaceConfig namespace : config.namespaces().values()) {
            Share before = shares.get(namespace.name());
            next.put(
                    namespace.name(),
                    before != null && before.limits().equals(namespace.limits())
                            ? before
                            : new Share(namespace.name(), namespace.limits()));
        }
        shares = next;
        open.values().removeIf(calls -> calls.get() == 0);
    }

    /** The gate of a binding. */
    public Gate of(Keyspace binding) {
        Share share = Optional.ofNullable(shares.get(binding.namespace()))
                .orElseGet(() -> new Share(binding.namespace(), NamespaceLimits.NONE));
        Counter calls = Counter.builder("prism.proxy.calls")
                .description("calls handed to a binding")
                .tag("namespace", binding.namespace())
                .tag("binding", binding.binding())
                .register(meters);
        return new Gate(binding, share, calls, open.computeIfAbsent(binding, _ -> new AtomicInteger()));
    }
}
