// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.limit;

import io.micrometer.core.instrument.MeterRegistry;
import io.prism.core.Keyspace;
import io.prism.core.config.NamespaceConfig;
import io.prism.core.config.NamespaceConfig.Priority;
import io.prism.core.config.NamespaceLimits;
import io.prism.core.config.PrismConfig;
import io.prism.proxy.observe.BindingMeters;
import io.prism.proxy.observe.ProxyMeters;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the gates of each configuration. What is counted goes on: a reload neither forgets the calls that are open nor
 * fills the buckets of a namespace whose limits did not change. Used by one thread at a time.
 */
public final class Gates {

    private final ProxyMeters meters;
    private final Map<Keyspace, AtomicInteger> open = new HashMap<>();
    private Map<String, NamespaceShare> shares = new HashMap<>();
    private Map<String, Priority> priorities = new HashMap<>();

    /** Gates that count in {@code registry}. */
    public Gates(MeterRegistry registry) {
        this.meters = new ProxyMeters(registry);
    }

    /** The limits of {@code config} are in force for gates made from now on. */
    public void use(PrismConfig config) {
        Map<String, NamespaceShare> next = new HashMap<>();
        Map<String, Priority> nextPriorities = new HashMap<>();
        for (NamespaceConfig namespace : config.namespaces().values()) {
            NamespaceShare before = shares.get(namespace.name());
            next.put(
                    namespace.name(),
                    before != null && before.limits().equals(namespace.limits())
                            ? before
                            : new NamespaceShare(namespace.name(), namespace.limits()));
            nextPriorities.put(namespace.name(), namespace.priority());
        }
        shares = next;
        priorities = nextPriorities;
        open.entrySet().removeIf(calls -> calls.getValue().get() == 0 && forget(calls.getKey(), config));
    }

    /**
     * The gate of a binding.
     *
     * @param services full gRPC names of what the binding serves
     */
    public Gate of(Keyspace binding, Set<String> services) {
        NamespaceShare share = Optional.ofNullable(shares.get(binding.namespace()))
                .orElseGet(() -> new NamespaceShare(binding.namespace(), NamespaceLimits.NONE));
        return new Gate(
                binding,
                priorities.getOrDefault(binding.namespace(), Priority.NORMAL),
                share,
                meters.calls(binding),
                open.computeIfAbsent(binding, this::inFlight),
                BindingMeters.of(meters, binding, services));
    }

    private AtomicInteger inFlight(Keyspace binding) {
        AtomicInteger calls = new AtomicInteger();
        meters.inFlight(binding, calls);
        return calls;
    }

    /** Forgets a binding that there is no more, with all its series; false when there is. */
    private boolean forget(Keyspace binding, PrismConfig config) {
        boolean gone = config.namespace(binding.namespace())
                .flatMap(namespace -> namespace.binding(binding.binding()))
                .isEmpty();
        if (gone) {
            meters.forget(binding);
        }
        return gone;
    }
}
