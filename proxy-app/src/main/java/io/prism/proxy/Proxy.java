// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy;

import io.micrometer.core.instrument.MeterRegistry;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.HostPort;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.read.PatternFolder;
import io.prism.core.config.read.PrismConfigFile;
import io.prism.core.config.secret.Secrets;
import io.prism.core.config.watch.ConfigWatch;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException;
import io.prism.core.process.EndpointFile;
import io.prism.core.process.OldGenerationTrimmer;
import io.prism.core.process.ParentWatch;
import io.prism.pattern.Bindings;
import io.prism.pattern.Pattern;
import io.prism.proxy.door.Doors;
import io.prism.proxy.launch.LauncherClient;
import io.prism.proxy.launch.ProcessStarter;
import io.prism.proxy.launch.Processes;
import io.prism.proxy.limit.Gates;
import io.prism.proxy.observe.Observer;
import io.prism.proxy.route.Routes;
import io.prism.spi.Driver;
import io.quarkus.arc.All;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the proxy, put together and taken apart. */
@ApplicationScoped
class Proxy {

    private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);

    /** What old garbage may take, in bytes. */
    private static final long HEAP_GROWTH = 24L << 20;

    /** How long the last spans may take to reach the collector when the proxy ends. */
    private static final long TELL_MILLIS = 2_000;

    private final Vertx vertx;
    private final Router router;
    private final HttpServer management;
    private final MeterRegistry meters;
    private final Failures failures = new Failures("proxy", Clock.systemUTC());
    private final Bindings embedded;
    private @Nullable ConfigWatch watch;
    private @Nullable Observer observer;
    private @Nullable Doors doors;
    private Duration drainTime = Duration.ZERO;

    Proxy(
            Vertx vertx,
            Router router,
            HttpServer management,
            MeterRegistry meters,
            @All List<Driver> drivers,
            @All List<Pattern> patterns) {
        this.vertx = vertx;
        this.router = router;
        this.management = management;
        this.meters = meters;
        this.embedded = new Bindings(vertx, failures, drivers, patterns);
    }

    /** Opens the door; false, with the reason in the log, when that is not possible. */
    boolean start(ProxyArguments arguments) {
        Catalogue catalogue = PatternFolder.beside(arguments.config()).catalogue();
        PrismConfig config = PrismConfigFile.load(arguments.config(), catalogue);
        Routes routes = new Routes(catalogue, embedded, Secrets.standard(System.getenv()), new Gates(meters));
        try {
            routes.use(config);
            drainTime = config.proxy().drainTime();
            var launcher = arguments
                    .launcher()
                    .<ProcessStarter>map(
                            at -> new LauncherClient(vertx, at, config.proxy().holdTime()));
            Processes processes = new Processes(launcher, config.proxy().holdCalls(), System::nanoTime);
            observer = new Observer(vertx, config.proxy().observe(), meters, System.out, Clock.systemUTC());
            doors = new Doors(vertx, config.proxy(), failures, routes, processes, observer);
            HostPort listening = open(doors, config.proxy().listen());
            if (arguments.endpointFile().isPresent()) {
                EndpointFile.write(
                        arguments.endpointFile().get(),
                        listening,
                        config.proxy().management().taken(management::getPort));
            }
            OldGenerationTrimmer.start(HEAP_GROWTH);
            LOG.atInfo().log("the door is open at " + listening);
        } catch (GatewayException | CompletionException | IOException failed) {
            Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
            LOG.error("cannot open the door at {}: {}", config.proxy().listen(), String.valueOf(cause));
            return false;
        }
        watch = new ConfigWatch(arguments.config(), catalogue, config, next -> reload(routes, next), Proxy::keep);
        if (arguments.followParent()) {
            ParentWatch.start(System.in, Quarkus::asyncExit);
        }
        return true;
    }

    /** Whether calls are taken. */
    boolean serving() {
        return doors != null && doors.open();
    }

    void onShutdown(@Observes ShutdownEvent event) {
        if (watch != null) {
            watch.close();
        }
        if (doors != null) {
            doors.drain()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(drainTime.toMillis() + 1_000, TimeUnit.MILLISECONDS)
                    .handle((_, late) -> late == null)
                    .join();
        }
        if (observer != null) {
            observer.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(TELL_MILLIS, TimeUnit.MILLISECONDS)
                    .handle((_, late) -> late == null)
                    .join();
        }
        embedded.close();
    }

    private HostPort open(Doors ours, HostPort listen) {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            // Live reload is triggered by calls to Quarkus' own server, so the door is a part of it then.
            ours.mount(router);
            return listen;
        }
        return ours.listen().toCompletionStage().toCompletableFuture().join();
    }

    private static void reload(Routes routes, PrismConfig config) {
        try {
            routes.use(config);
            LOG.info("the new configuration is in force");
        } catch (GatewayException bad) {
            LOG.error("the new configuration cannot be used, the old one stays in force: {}", bad.getMessage());
        }
    }

    private static void keep(ConfigException bad) {
        LOG.error("the new configuration is wrong, the old one stays in force:\n{}", bad.getMessage());
    }
}
