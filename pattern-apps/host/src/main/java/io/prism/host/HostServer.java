// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.prism.core.failure.Failures;
import io.prism.core.process.ParentWatch;
import io.prism.pattern.Bindings;
import io.prism.pattern.Pattern;
import io.prism.pattern.lifecycle.PatternProcess;
import io.prism.pattern.serve.ControlServer;
import io.prism.pattern.serve.HealthService;
import io.prism.spi.Driver;
import io.quarkus.arc.All;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.cpu.CpuCoreSensor;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, one acceptor on each event loop, and ends in order. */
@ApplicationScoped
class HostServer {

    private static final Logger LOG = LoggerFactory.getLogger(HostServer.class);
    private static final int WINDOW_BYTES = 1 << 20;
    private static final Duration REHEARSAL_MOST = Duration.ofSeconds(5);
    private static final Duration CLOSE_MOST = Duration.ofSeconds(1);
    /** How long the last spans may take to reach the collector. */
    private static final Duration TELL_MOST = Duration.ofSeconds(2);

    private static final int STREAMS_MAX = 10_000;
    private static final int HEADER_BYTES_MAX = 16 << 10;
    private static final int RESETS_MAX = 10_000_000;

    private final Vertx vertx;
    private final Failures failures = new Failures("pattern-host", Clock.systemUTC());
    private final List<Driver> drivers;
    private final List<Pattern> patterns;
    private final HostTelemetry telemetry;
    private final Bindings bindings;
    private final HostConnections connections = new HostConnections();
    private @Nullable PatternProcess process;

    HostServer(Vertx vertx, @All List<Driver> drivers, @All List<Pattern> patterns) {
        this.vertx = vertx;
        this.drivers = drivers;
        this.patterns = patterns;
        this.telemetry = new HostTelemetry(vertx, System.getenv());
        this.bindings = new Bindings(vertx, failures, drivers, patterns, telemetry.observer());
    }

    /** Starts listening; false, with the reason in the log, when that is not possible. */
    boolean start(HostArguments arguments) {
        if (arguments.rehearsals() > 0) {
            new DressRehearsal(vertx, failures, drivers, patterns, arguments.rehearsals(), REHEARSAL_MOST).run();
        }
        var ours = new PatternProcess(vertx, bindings, endpoint(arguments.listen()), owner(arguments));
        process = ours;
        HostDoor door = new HostDoor(ours, bindings, failures, control(failures, ours, bindings), connections);
        CompletableFuture<String> deployed = vertx.deployVerticle(
                        () -> new Acceptor(arguments.listen(), door, new MetricsPage(telemetry, door)),
                        new DeploymentOptions().setInstances(CpuCoreSensor.availableProcessors()))
                .toCompletionStage()
                .toCompletableFuture();
        try {
            deployed.join();
        } catch (CompletionException failed) {
            LOG.atError().setCause(failed.getCause()).log("cannot listen on " + endpoint(arguments.listen()));
            return false;
        }
        LOG.atInfo()
                .addKeyValue("processId", arguments.processId())
                .log("pattern host listens on " + endpoint(arguments.listen()));
        if (arguments.followParent()) {
            ParentWatch.start(System.in, Quarkus::asyncExit);
        }
        return true;
    }

    void onShutdown(@Observes ShutdownEvent event) {
        if (process == null) {
            return;
        }
        Duration most = PatternProcess.DRAIN_DEFAULT;
        process.stop(most)
                .subscribeAsCompletionStage()
                .orTimeout(most.toSeconds() + 1, TimeUnit.SECONDS)
                .join();
        try {
            connections.awaitClosed(CLOSE_MOST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        telemetry
                .close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(TELL_MOST.toMillis(), TimeUnit.MILLISECONDS)
                .handle((_, late) -> late == null)
                .join();
        bindings.close();
    }

    private PatternProcess.Owner owner(HostArguments arguments) {
        return new PatternProcess.Owner() {
            @Override
            public void named(String name) {
                ProcessTitle.replace(arguments.processId(), name);
            }

            @Override
            public void draining() {
                hide(arguments.listen());
                connections.goAway();
            }

            @Override
            public void stopped() {
                Quarkus.asyncExit();
            }
        };
    }

    // Whoever comes from now on is told at once that nobody is here, instead of being let in and shown out.
    private static void hide(SocketAddress listen) {
        if (!listen.isDomainSocket()) {
            return;
        }
        try {
            Files.deleteIfExists(Path.of(listen.path()));
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the socket could not be removed");
        }
    }

    static ControlServer control(Failures failures, PatternProcess ours, Bindings bindings) {
        HealthService.Status status =
                service -> service.isEmpty() || bindings.table().services().contains(service)
                        ? Optional.of(
                                ours.state() == PatternProcess.State.RUNNING
                                        ? ServingStatus.SERVING
                                        : ServingStatus.NOT_SERVING)
                        : Optional.empty();
        return new ControlServer(
                failures,
                List.of(ours.lifecycle(), HealthService.of(status)),
                () -> bindings.table().services());
    }

    private static String endpoint(SocketAddress address) {
        return address.isDomainSocket() ? "unix:" + address.path() : address.host() + ":" + address.port();
    }

    static HttpServerOptions options() {
        return new HttpServerOptions()
                .setHttp2ConnectionWindowSize(4 * WINDOW_BYTES)
                // The proxy sends the cancelled calls of all its clients over one connection: a number that would be a
                // flood from one client is not one here. The proxy sees to floods.
                .setHttp2RstFloodMaxRstFramePerWindow(RESETS_MAX)
                .setInitialSettings(new Http2Settings()
                        .setInitialWindowSize(WINDOW_BYTES)
                        .setMaxConcurrentStreams(STREAMS_MAX)
                        .setMaxHeaderListSize(HEADER_BYTES_MAX));
    }

    private static final class Acceptor extends AbstractVerticle {
        private final SocketAddress listen;
        private final HostDoor door;
        private final Handler<HttpServerRequest> requests;

        Acceptor(SocketAddress listen, HostDoor door, Handler<HttpServerRequest> requests) {
            this.listen = listen;
            this.door = door;
            this.requests = requests;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(options())
                    .connectionHandler(door::opened)
                    .requestHandler(requests)
                    .listen(listen)
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
