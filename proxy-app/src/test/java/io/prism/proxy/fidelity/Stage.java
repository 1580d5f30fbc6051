// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import static java.util.Objects.requireNonNull;

import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCallHandler;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.catalogue.InterfaceType;
import io.prism.core.config.HostPort;
import io.prism.core.config.Manifest;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.read.PrismConfigFile;
import io.prism.core.config.secret.Secrets;
import io.prism.core.failure.Failures;
import io.prism.pattern.Bindings;
import io.prism.proxy.admit.CallStep;
import io.prism.proxy.door.Doors;
import io.prism.proxy.launch.LauncherClient;
import io.prism.proxy.launch.ProcessStarter;
import io.prism.proxy.launch.Processes;
import io.prism.proxy.limit.Gates;
import io.prism.proxy.observe.Exemplars;
import io.prism.proxy.observe.Observer;
import io.prism.proxy.route.Routes;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exemplars.DefaultExemplarSampler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * A real door on a free port, a launcher that speaks the real protocol, and processes that are stock gRPC servers. Routed
 * is {@value #SERVICE}, which the door knows nothing else about.
 */
// It is the registry that Quarkus has.
@SuppressWarnings("deprecation")
public final class Stage implements AutoCloseable {

    /** The service that is routed. */
    public static final String SERVICE = "prism.test.Echo";

    /** Routed too, since the door knows which of its methods only read. */
    static final String KEY_VALUE = "prism.interfaces.keyvalue.KeyValueBasicInterface";

    private static final String PATTERN = "echo";

    private final Path folder;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
    private final Map<String, EchoProcess.Handler> handlers = new ConcurrentHashMap<>();
    private final AtomicReference<EchoProcess> process = new AtomicReference<>();
    private final AtomicReference<Callable<String>> start = new AtomicReference<>(this::running);
    private final TestLauncher launcher;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT,
            new CollectorRegistry(),
            Clock.SYSTEM,
            new DefaultExemplarSampler(new Exemplars()));
    private final ByteArrayOutputStream accessLog = new ByteArrayOutputStream();
    private final Observer observer;
    private final Routes routes;
    private final Catalogue catalogue;
    private final Doors doors;
    private final HostPort door;
    private final ManagedChannel channel;

    /** With the limits that are the default. */
    public Stage() throws IOException {
        this("", "");
    }

    /**
     * With other limits.
     *
     * @param proxy more keys of the section {@code proxy}, such as {@code "max-streams: 3"}
     * @param namespace more keys of the namespace
     */
    public Stage(String proxy, String namespace) throws IOException {
        this(proxy, namespace, UnaryOperator.identity());
    }

    /** With other limits, and steps of calls that {@code steps} changes. */
    Stage(String proxy, String namespace, UnaryOperator<List<CallStep>> steps) throws IOException {
        folder = Files.createTempDirectory("stage");
        catalogue = Catalogue.of(
                        List.of(new InterfaceType("echo", SERVICE), new InterfaceType("keyvalue_basic", KEY_VALUE)),
                        Catalogue.builtIn().backends(),
                        List.of())
                .with(List.of(Manifest.type(
                        PATTERN, "Answers as the test says.", List.of("echo", "keyvalue_basic"), Map.of())));
        launcher = new TestLauncher(() -> start.get().call());
        var failures = new Failures("proxy", InstantSource.system());
        var embedded = new Bindings(vertx, failures, List.of(), List.of());
        routes = new Routes(catalogue, embedded, Secrets.standard(Map.of()), new Gates(meters));
        PrismConfig config = config(proxy, namespace);
        routes.use(config);
        ProcessStarter launches =
                new LauncherClient(vertx, launcher.address(), config.proxy().holdTime());
        var processes = new Processes(Optional.of(launches), config.proxy().holdCalls(), System::nanoTime);
        observer = new Observer(vertx, config.proxy().observe(), meters, accessLog, InstantSource.system());
        doors = new Doors(vertx, config.proxy(), failures, routes, processes, observer, steps);
        door = doors.listen().toCompletionStage().toCompletableFuture().join();
        channel = newChannel();
    }

    /** Answers a method from now on. */
    public void serve(String method, MethodType type, ServerCallHandler<byte[], byte[]> handler) {
        handlers.put(method, new EchoProcess.Handler(type, handler));
    }

    /** How a client names a method. */
    public MethodDescriptor<byte[], byte[]> method(String name) {
        return Bytes.method(
                SERVICE, name, requireNonNull(handlers.get(name), name).type());
    }

    /** A client's connection to the door, the same each time. */
    public ManagedChannel channel() {
        return channel;
    }

    /** A client's connection of its own. */
    ManagedChannel newChannel() {
        return NettyChannelBuilder.forTarget("dns:///" + door)
                .usePlaintext()
                .maxInboundMessageSize(256 << 20)
                .build();
    }

    /** Where the door listens. */
    public HostPort door() {
        return door;
    }

    /** Calls that the door takes to be open. */
    int open() {
        return (int) meters.get("prism.proxy.open").gauge().value();
    }

    /** The door itself. */
    public Doors doors() {
        return doors;
    }

    Vertx vertx() {
        return vertx;
    }

    /** Where calls are counted. */
    public PrometheusMeterRegistry meters() {
        return meters;
    }

    /** What the access log says so far. */
    public String accessLog() {
        return accessLog.toString(StandardCharsets.UTF_8);
    }

    /** What the launcher does when it is asked for the process. */
    void launchWith(Callable<String> how) {
        start.set(how);
    }

    /** The process that runs; one is started when there is none. */
    EchoProcess process() throws IOException {
        EchoProcess now = process.get();
        if (now == null) {
            now = new EchoProcess(handlers);
            process.set(now);
        }
        return now;
    }

    /** Another process takes over; the answer is the one before, which still runs. */
    EchoProcess replace() throws IOException {
        EchoProcess before = process();
        process.set(new EchoProcess(handlers));
        return before;
    }

    /** Loads another configuration, as a changed file does. */
    public void reload(String namespace) throws IOException {
        routes.use(config("", namespace));
    }

    @Override
    public void close() {
        channel.shutdownNow();
        EchoProcess last = process.get();
        if (last != null) {
            last.close();
        }
        launcher.close();
        observer.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        var _ = folder.resolve("prism.yaml").toFile().delete()
                && folder.toFile().delete();
    }

    private String running() throws IOException {
        synchronized (this) {
            return process().address();
        }
    }

    private PrismConfig config(String proxy, String namespace) throws IOException {
        Path file = folder.resolve("prism.yaml");
        Files.writeString(file, """
            proxy: { listen: "127.0.0.1:0", management: "127.0.0.1:0", %s }
            launcher: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            schema-registry: { enabled: false }
            backends: {}
            namespaces:
              - name: default
                isolation: namespace
                bindings: [{ name: echo, pattern: %s }]
                %s
            """.formatted(proxy, PATTERN, namespace).replace(", }", " }"));
        return PrismConfigFile.load(file, catalogue);
    }
}
