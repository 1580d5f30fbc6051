// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern;

import io.prism.core.binding.BackendSpec;
import io.prism.core.binding.BindingSpec;
import io.prism.core.catalogue.BindingOptions;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Unknown;
import io.prism.core.routing.RoutingTable;
import io.prism.pattern.guard.Guard;
import io.prism.pattern.guard.Guards;
import io.prism.pattern.observe.RpcObserver;
import io.prism.pattern.observe.backend.ObservedBackend;
import io.prism.pattern.serve.InFlight;
import io.prism.pattern.serve.RpcServer;
import io.prism.pattern.serve.ServedInterface;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth;
import io.prism.spi.Driver;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The bindings that this program serves itself, with the backends they need; used by pattern processes and by the
 * proxy for embedded bindings. Bindings on the same backend share it. Safe for use by many threads: {@link #table()}
 * is a snapshot, changes are serialised.
 */
public final class Bindings implements AutoCloseable {

    /** How long streams may go on when what serves them should not. */
    static final Duration STREAM_GRACE = Duration.ofSeconds(3);

    private static final long ROOM_BESIDE_CONTENT = 64 << 10;
    private static final long MESSAGE_BYTES_MAX = 4 << 20;

    private final Vertx vertx;
    private final Failures failures;
    private final RpcObserver observer;
    private final Map<String, Driver> drivers;
    private final Map<String, Pattern> patterns;
    private final UnaryOperator<List<Guard>> guards;
    private final Map<BackendSpec, Backend> backends = new LinkedHashMap<>();
    private long callsOfGone;
    private volatile RoutingTable<ServedBinding> table = new RoutingTable<>(List.of(), List.of());

    /** Serves nothing yet; can open whatever {@code drivers} and {@code patterns} there are. Nobody sees what is done. */
    public Bindings(Vertx vertx, Failures failures, Collection<Driver> drivers, Collection<Pattern> patterns) {
        this(vertx, failures, drivers, patterns, RpcObserver.NONE);
    }

    /**
     * Serves nothing yet; can open whatever {@code drivers} and {@code patterns} there are.
     *
     * @param observer sees calls, and what they ask of backends
     */
    public Bindings(
            Vertx vertx,
            Failures failures,
            Collection<Driver> drivers,
            Collection<Pattern> patterns,
            RpcObserver observer) {
        this(vertx, failures, drivers, patterns, observer, UnaryOperator.identity());
    }

    /**
     * As the other one.
     *
     * @param guards changes the guards of each binding, so that a test can watch them
     */
    public Bindings(
            Vertx vertx,
            Failures failures,
            Collection<Driver> drivers,
            Collection<Pattern> patterns,
            RpcObserver observer,
            UnaryOperator<List<Guard>> guards) {
        this.guards = guards;
        this.observer = observer;
        this.vertx = vertx;
        this.failures = failures;
        this.drivers = drivers.stream().collect(Collectors.toUnmodifiableMap(Driver::type, driver -> driver));
        this.patterns = patterns.stream().collect(Collectors.toUnmodifiableMap(Pattern::name, pattern -> pattern));
    }

    /** What is served now. */
    public RoutingTable<ServedBinding> table() {
        return table;
    }

    /**
     * Serves {@code specs} and nothing else. Bindings that did not change keep running; calls of those that go are
     * finished. When a spec is bad nothing changes.
     *
     * @throws GatewayException when a pattern, driver or option is unknown or wrong
     */
    public synchronized void serve(List<BindingSpec> specs) {
        Map<BindingSpec, ServedBinding> before = new HashMap<>();
        table.rows().forEach(row -> before.put(row.target().spec(), row.target()));
        List<ServedBinding> after = new ArrayList<>();
        try {
            for (BindingSpec spec : specs) {
                ServedBinding kept = before.get(spec);
                after.add(kept == null ? open(spec) : kept);
            }
        } catch (GatewayException bad) {
            after.stream()
                    .filter(opened -> !before.containsValue(opened))
                    .forEach(opened -> opened.server().forget());
            closeUnused(before.values());
            throw bad;
        }
        table = new RoutingTable<>(
                namespaces(after), after.stream().map(Bindings::row).toList());
        List<RpcServer> goneServers = before.values().stream()
                .filter(binding -> !after.contains(binding))
                .map(ServedBinding::server)
                .toList();
        List<InFlight> gone = goneServers.stream().map(RpcServer::inFlight).toList();
        List<Future<Void>> leaving = gone.stream().map(this::leave).toList();
        callsOfGone += gone.stream().mapToLong(InFlight::total).sum();
        // Backends are let go when the last call of the bindings that leave has ended.
        Future.join(leaving).onComplete(_ -> {
            goneServers.forEach(RpcServer::forget);
            closeUnusedNow();
        });
    }

    /** The worst state of any backend in use; {@code UP} when there is none. */
    public Uni<BackendHealth> health() {
        List<Uni<BackendHealth>> all;
        synchronized (this) {
            all = backends.values().stream().map(Backend::health).toList();
        }
        return all.isEmpty()
                ? Uni.createFrom().item(new BackendHealth(BackendHealth.State.UP, "no backend is open"))
                : Uni.join().all(all).andFailFast().map(Bindings::worst);
    }

    /**
     * Takes no new calls from now on; completes when those there are have ended. Streams are told to end when they have
     * not done so by themselves after {@link #STREAM_GRACE}.
     */
    public Future<Void> drain() {
        return Future.join(table.rows().stream()
                        .map(row -> leave(row.target().server().inFlight()))
                        .toList())
                .mapEmpty();
    }

    private Future<Void> leave(InFlight calls) {
        Future<Void> left = calls.close();
        if (!left.isComplete()) {
            long timer = vertx.setTimer(STREAM_GRACE.toMillis(), _ -> calls.endStreams());
            left.onComplete(_ -> vertx.cancelTimer(timer));
        }
        return left;
    }

    /**
     * Takes no new calls from now on if there is none at this moment. Calls that come while this is found out are
     * refused as by one that is draining.
     *
     * @return false when there are calls; then nothing changes
     */
    public synchronized boolean drainIfIdle() {
        List<InFlight> closed = new ArrayList<>();
        for (RoutingTable.Row<ServedBinding> row : table.rows()) {
            InFlight calls = row.target().server().inFlight();
            if (!calls.closeIfIdle()) {
                closed.forEach(InFlight::reopen);
                return false;
            }
            closed.add(calls);
        }
        return true;
    }

    /** Calls taken so far, those of bindings that are gone among them. */
    public synchronized long callsTaken() {
        return callsOfGone
                + table.rows().stream()
                        .mapToLong(row -> row.target().server().inFlight().total())
                        .sum();
    }

    /** Whether data would be gone with this process. */
    public synchronized boolean keepsData() {
        return backends.values().stream().anyMatch(Backend::keepsDataInProcess);
    }

    /** Calls being answered now. */
    public int callsInFlight() {
        return table.rows().stream()
                .mapToInt(row -> row.target().server().inFlight().calls())
                .sum();
    }

    /** Closes every backend; call {@link #drain()} first to let calls end. */
    @Override
    public synchronized void close() {
        table = new RoutingTable<>(List.of(), List.of());
        backends.values().forEach(Backend::close);
        backends.clear();
    }

    private ServedBinding open(BindingSpec spec) {
        Pattern pattern = Optional.ofNullable(patterns.get(spec.pattern()))
                .orElseThrow(() -> new Unknown("pattern", spec.pattern(), new TreeSet<>(patterns.keySet())));
        Map<String, Backend> slots = new HashMap<>();
        spec.slots().forEach((slot, backend) -> slots.put(slot, backends.computeIfAbsent(backend, this::open)));
        List<ServedInterface> interfaces = Guards.around(
                described(spec, slots, pattern.serve(new Slots(spec.keyspace(), slots), spec.config(), failures)),
                guards.apply(Guards.standard(spec, slots)));
        long messageBytesMax = spec.config()
                .findBytes(BindingOptions.MAX_MESSAGE_SIZE)
                .orElseGet(() ->
                        Math.max(MESSAGE_BYTES_MAX, pattern.contentBytesMax(spec.config()) + ROOM_BESIDE_CONTENT));
        return new ServedBinding(
                spec,
                interfaces,
                new RpcServer(failures, new RpcServer.Served(spec.keyspace(), interfaces, messageBytesMax), observer));
    }

    /** What the pattern serves, and the interface that describes the binding. */
    private static List<ServedInterface> described(
            BindingSpec spec, Map<String, Backend> slots, List<ServedInterface> interfaces) {
        List<ServedInterface> all = new ArrayList<>(interfaces);
        all.add(new BindingService(spec, slots, interfaces).served());
        return all;
    }

    private Backend open(BackendSpec backend) {
        Driver driver = drivers.get(backend.type());
        if (driver == null) {
            throw new Unknown("backend type", backend.type(), new TreeSet<>(drivers.keySet()));
        }
        return ObservedBackend.of(
                observer, driver.open(backend.name(), backend.settings()), backend.name(), backend.type());
    }

    private synchronized void closeUnusedNow() {
        closeUnused(table.rows().stream().map(RoutingTable.Row::target).toList());
    }

    private void closeUnused(Collection<ServedBinding> inUse) {
        backends.entrySet().removeIf(entry -> {
            boolean unused = inUse.stream().noneMatch(binding -> binding.uses(entry.getKey()));
            if (unused) {
                entry.getValue().close();
            }
            return unused;
        });
    }

    private static RoutingTable.Row<ServedBinding> row(ServedBinding binding) {
        Set<String> services =
                binding.interfaces().stream().map(ServedInterface::service).collect(Collectors.toSet());
        return new RoutingTable.Row<>(binding.spec().keyspace(), services, binding);
    }

    private static Set<String> namespaces(List<ServedBinding> bindings) {
        return bindings.stream()
                .map(binding -> binding.spec().keyspace().namespace())
                .collect(Collectors.toSet());
    }

    private static BackendHealth worst(List<BackendHealth> all) {
        return all.stream()
                .max((a, b) -> a.state().compareTo(b.state()))
                .orElse(new BackendHealth(BackendHealth.State.UP, ""));
    }
}
