// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.observe;

import io.grpc.MethodDescriptor;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prism.core.Keyspace;
import io.prism.observe.trace.SpanQueue;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees what a program's bindings do: their calls, and what these ask of backends. Safe for use by many threads.
 *
 * <p>Names of series are bounded: namespaces, bindings and backends are those of the configuration, methods those that are
 * served, codes those of gRPC.
 */
public final class RpcObserver {

    /** Sees nothing, and costs nothing. */
    public static final RpcObserver NONE =
            new RpcObserver(Optional.empty(), Optional.empty(), Side.CALLED, InstantSource.system());

    private final Optional<MeterRegistry> meters;
    private final Optional<SpanQueue> spans;
    private final Side side;
    private final InstantSource clock;
    private final Map<String, BackendOperations> backends = new ConcurrentHashMap<>();
    /** How often each binding is served: for a while twice, when it is replaced by one with other settings. */
    private final Map<Keyspace, Integer> bindings = new ConcurrentHashMap<>();

    private final Map<Keyspace, Map<String, RpcMeters>> series = new ConcurrentHashMap<>();

    /** Where the bindings are. */
    public enum Side {
        /** In a process of their own, called by a proxy: their calls have spans of their own. */
        CALLED,
        /** In the program that took the call from its client, and shows it in its trace. */
        EMBEDDED
    }

    /**
     * An observer.
     *
     * @param meters counts and times calls; empty when nobody does
     * @param spans takes the spans of sampled calls; empty without tracing
     * @param clock tells when something ended
     */
    public RpcObserver(Optional<MeterRegistry> meters, Optional<SpanQueue> spans, Side side, InstantSource clock) {
        this.meters = meters;
        this.spans = spans;
        this.side = side;
        this.clock = clock;
    }

    /** Sees the calls of a binding that serves {@code methods}. */
    public BindingObserver of(Keyspace binding, Collection<MethodDescriptor<?, ?>> methods) {
        bindings.merge(binding, 1, Integer::sum);
        return new BindingObserver(this, binding, methods);
    }

    /**
     * Sees what is asked of a backend; empty when nobody looks. Its series stay when it goes.
     *
     * @param name what it is called in the configuration
     * @param type its type's name
     */
    public Optional<BackendOperations> operations(String name, String type) {
        return meters.isEmpty() && spans.isEmpty()
                ? Optional.empty()
                : Optional.of(backends.computeIfAbsent(name, _ -> new BackendOperations(this, name, type)));
    }

    /** The series of a method, the same ones for as long as its binding is served. */
    RpcMeters series(MeterRegistry registry, Keyspace binding, MethodDescriptor<?, ?> method) {
        return series.computeIfAbsent(binding, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(method.getFullMethodName(), _ -> new RpcMeters(registry, binding, method));
    }

    /** A binding is not served any more; with the last time its series go. */
    void gone(Keyspace binding) {
        boolean last = bindings.merge(binding, -1, (served, less) -> served + less == 0 ? null : served + less) == null;
        if (last) {
            series.remove(binding);
            meters.ifPresent(registry -> registry.getMeters().stream()
                    .filter(meter -> isOf(meter.getId(), binding))
                    .toList()
                    .forEach(registry::remove));
        }
    }

    private static boolean isOf(Meter.Id series, Keyspace binding) {
        return series.getName().startsWith("prism.pattern.")
                && binding.namespace().equals(series.getTag("namespace"))
                && binding.binding().equals(series.getTag("binding"));
    }

    Optional<MeterRegistry> meters() {
        return meters;
    }

    Optional<SpanQueue> spans() {
        return spans;
    }

    Side side() {
        return side;
    }

    InstantSource clock() {
        return clock;
    }
}
