// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import io.prism.core.failure.Failures;
import io.prism.launcher.serve.PatternLauncherService;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * A launcher inside another program: the same supervision of the same pattern processes, without the proxy, the
 * registry and listeners of its own. Safe for use by many threads.
 *
 * <pre>{@code
 * try (Launcher launcher = Launcher.builder().config(Path.of("prism.yaml")).home(Path.of("prism"))
 *         .developmentDefaults().start()) {
 *     LaunchResponse orders = launcher.service().launchPattern(request).await().atMost(Duration.ofSeconds(30));
 * }
 * }</pre>
 */
public final class Launcher implements AutoCloseable {

    private final Vertx vertx;
    private final Launch launch;
    private final Stack stack;
    private final PatternLauncherService service;

    private Launcher(Vertx vertx, Launch launch) {
        Clock clock = Clock.systemUTC();
        this.vertx = vertx;
        this.launch = launch;
        this.stack = new Stack(launch, vertx, clock);
        this.service =
                new PatternLauncherService(stack.fleet(), stack.placement(), new Failures("launcher", clock), clock);
    }

    /** Begins with the settings that a {@code prism.yaml} without a section {@code launcher} has. */
    public static LauncherBuilder builder() {
        return new LauncherBuilder();
    }

    /** Starts one; see {@link LauncherBuilder#start()}. */
    static Launcher start(Launch launch) throws InterruptedException {
        // Unix domain sockets need the native transport.
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        Launcher launcher = new Launcher(vertx, launch);
        launcher.stack.startAlone();
        return launcher;
    }

    /**
     * {@code prism.launcher.PatternLauncher}: its methods can be called as they are, or the service can be bound to a
     * gRPC server. What fails fails with a {@link io.grpc.StatusRuntimeException}, as over the wire.
     */
    public PatternLauncherService service() {
        return service;
    }

    /** The folder with the status, and the sockets of the processes. */
    public Path runDir() {
        return launch.runDir().dir();
    }

    /**
     * Ends every process, side by side, within their grace; blocks until all are gone.
     *
     * @throws IOException when the run directory cannot be cleared
     */
    @Override
    public void close() throws IOException {
        stack.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        launch.runDir().close();
    }
}
