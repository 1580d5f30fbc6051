// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.lifecycle;

import io.prism.contracts.lifecycle.DrainRequest;
import io.prism.contracts.lifecycle.DrainResponse;
import io.prism.contracts.lifecycle.HealthCheckRequest;
import io.prism.contracts.lifecycle.HealthCheckResponse;
import io.prism.contracts.lifecycle.HealthStatus;
import io.prism.contracts.lifecycle.InitializeRequest;
import io.prism.contracts.lifecycle.InitializeResponse;
import io.prism.contracts.lifecycle.InterfaceDeclaration;
import io.prism.contracts.lifecycle.LifecycleInterfaceGrpc;
import io.prism.contracts.lifecycle.PatternMetadata;
import io.prism.contracts.lifecycle.StartRequest;
import io.prism.contracts.lifecycle.StartResponse;
import io.prism.contracts.lifecycle.StopRequest;
import io.prism.contracts.lifecycle.StopResponse;
import io.prism.core.binding.BindingCodec;
import io.prism.core.failure.GatewayException;
import io.prism.pattern.Bindings;
import io.prism.pattern.serve.ServedInterface;
import io.prism.pattern.serve.ServedMethod;
import io.prism.spi.BackendHealth;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * {@code prism.interfaces.LifecycleInterface} of this process.
 *
 * <pre>
 * WAITING ─Initialize─▶ INITIALIZED ─Start─▶ RUNNING ─Drain─▶ DRAINING ─Stop─▶ STOPPED
 *                            ▲                  │ Initialize: other bindings, no call is dropped
 *                            └── Initialize     └────────────────────────────Stop────▲
 * </pre>
 *
 * <p>As the original's protocol wants it, a step that fails answers {@code success = false} and why, not a status.
 */
public final class PatternProcess {

    /** Longest time that Drain and Stop wait when the launcher names none. */
    public static final Duration DRAIN_DEFAULT = Duration.ofSeconds(10);

    private static final String VERSION = "0.1.0";

    /** The program that the process runs in. */
    public interface Owner {
        /** The process has been told what it is called; called at each Initialize. */
        void named(String name);

        /** No new calls are taken from now on; called once or more. */
        void draining();

        /** The process should exit; called once. */
        void stopped();
    }

    /** Where the process stands. */
    public enum State {
        /** Started; knows nothing of what it will serve. */
        WAITING,
        /** Has bindings; takes no calls yet. */
        INITIALIZED,
        /** Takes calls. */
        RUNNING,
        /** Finishes the calls it has and takes no new ones. */
        DRAINING,
        /** Is about to exit. */
        STOPPED
    }

    private final Vertx vertx;
    private final Bindings bindings;
    private final String dataEndpoint;
    private final Owner owner;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    /**
     * A process that waits to be told what it is.
     *
     * @param dataEndpoint where its data interfaces are served, as Start answers it
     * @param owner the program it runs in
     */
    public PatternProcess(Vertx vertx, Bindings bindings, String dataEndpoint, Owner owner) {
        this.vertx = vertx;
        this.bindings = bindings;
        this.dataEndpoint = dataEndpoint;
        this.owner = owner;
    }

    /** Where the process stands now. */
    public State state() {
        return state.get();
    }

    /** The interface, for a control server. */
    public ServedInterface lifecycle() {
        return new ServedInterface(
                LifecycleInterfaceGrpc.SERVICE_NAME,
                List.of(
                        new ServedMethod.Unary<InitializeRequest, InitializeResponse>(
                                LifecycleInterfaceGrpc.getInitializeMethod(),
                                (request, _) -> Uni.createFrom().item(initialize(request))),
                        new ServedMethod.Unary<StartRequest, StartResponse>(
                                LifecycleInterfaceGrpc.getStartMethod(),
                                (_, _) -> Uni.createFrom().item(start())),
                        new ServedMethod.Unary<DrainRequest, DrainResponse>(
                                LifecycleInterfaceGrpc.getDrainMethod(), (request, _) -> drain(request)),
                        new ServedMethod.Unary<StopRequest, StopResponse>(
                                LifecycleInterfaceGrpc.getStopMethod(),
                                (request, _) -> stop(seconds(request.getTimeoutSeconds()))),
                        new ServedMethod.Unary<HealthCheckRequest, HealthCheckResponse>(
                                LifecycleInterfaceGrpc.getHealthCheckMethod(), (_, _) -> health())));
    }

    /** Drains, bounded by {@code atMost}, and stops; used for SIGTERM and the end of the parent too. */
    public Uni<StopResponse> stop(Duration atMost) {
        return drainFor(atMost).map(_ -> {
            if (state.getAndSet(State.STOPPED) != State.STOPPED) {
                owner.stopped();
            }
            return StopResponse.newBuilder().setSuccess(true).build();
        });
    }

    private InitializeResponse initialize(InitializeRequest request) {
        if (state.get() == State.DRAINING || state.get() == State.STOPPED) {
            return InitializeResponse.newBuilder()
                    .setError("the process is " + state.get() + " and cannot be initialized")
                    .build();
        }
        try {
            bindings.serve(BindingCodec.fromStruct(request.getConfig()));
        } catch (GatewayException bad) {
            return InitializeResponse.newBuilder().setError(bad.getMessage()).build();
        }
        owner.named(request.getName());
        state.compareAndSet(State.WAITING, State.INITIALIZED);
        PatternMetadata.Builder metadata =
                PatternMetadata.newBuilder().setName(patterns()).setVersion(VERSION);
        bindings.table().services().stream().sorted().forEach(service -> metadata.addInterfaces(declaration(service)));
        return InitializeResponse.newBuilder()
                .setSuccess(true)
                .setMetadata(metadata)
                .build();
    }

    private String patterns() {
        return bindings.table().rows().stream()
                .map(row -> row.target().spec().pattern())
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    private StartResponse start() {
        State now = state.get();
        boolean running = now == State.RUNNING || state.compareAndSet(State.INITIALIZED, State.RUNNING);
        return running
                ? StartResponse.newBuilder()
                        .setSuccess(true)
                        .setDataEndpoint(dataEndpoint)
                        .build()
                : StartResponse.newBuilder()
                        .setError("the process is " + now + "; call Initialize first")
                        .build();
    }

    private Uni<DrainResponse> drain(DrainRequest request) {
        if (request.getOnlyIfIdle() && !bindings.drainIfIdle()) {
            return Uni.createFrom()
                    .item(DrainResponse.newBuilder()
                            .setError("%d calls are in flight".formatted(bindings.callsInFlight()))
                            .build());
        }
        return drainFor(seconds(request.getTimeoutSeconds()));
    }

    private Uni<DrainResponse> drainFor(Duration atMost) {
        if (state.get() != State.STOPPED) {
            state.set(State.DRAINING);
        }
        owner.draining();
        long before = bindings.callsInFlight();
        return Uni.createFrom().emitter(answer -> {
            long timer = vertx.setTimer(Math.max(1, atMost.toMillis()), _ -> answer.complete(drained(before)));
            bindings.drain().onComplete(_ -> {
                vertx.cancelTimer(timer);
                answer.complete(drained(before));
            });
        });
    }

    private DrainResponse drained(long before) {
        long left = bindings.callsInFlight();
        return DrainResponse.newBuilder()
                .setSuccess(true)
                .setDrainedOperations(Math.max(0, before - left))
                .setAbortedOperations(left)
                .build();
    }

    private Uni<HealthCheckResponse> health() {
        State now = state.get();
        if (now != State.RUNNING) {
            return Uni.createFrom()
                    .item(response(HealthStatus.HEALTH_STATUS_DEGRADED, "the process is " + now)
                            .build());
        }
        return bindings.health()
                .map(health -> response(status(health), health.message())
                        .putDetails(
                                "bindings",
                                Integer.toString(bindings.table().rows().size()))
                        .putDetails("calls", Long.toString(bindings.callsTaken()))
                        .putDetails("calls_in_flight", Integer.toString(bindings.callsInFlight()))
                        .putDetails("volatile", Boolean.toString(bindings.keepsData()))
                        .build());
    }

    private static HealthStatus status(BackendHealth health) {
        // A backend that is down makes the process degraded, not unhealthy: restarting it would not help.
        return switch (health.state()) {
            case UP -> HealthStatus.HEALTH_STATUS_HEALTHY;
            case DEGRADED, DOWN -> HealthStatus.HEALTH_STATUS_DEGRADED;
        };
    }

    private static HealthCheckResponse.Builder response(HealthStatus status, String message) {
        return HealthCheckResponse.newBuilder().setStatus(status).setMessage(message);
    }

    private static InterfaceDeclaration declaration(String service) {
        return InterfaceDeclaration.newBuilder()
                .setName(service.substring(service.lastIndexOf('.') + 1))
                .setVersion("v1")
                .putMetadata("service", service)
                .build();
    }

    private static Duration seconds(int asked) {
        return asked > 0 ? Duration.ofSeconds(asked) : DRAIN_DEFAULT;
    }
}
