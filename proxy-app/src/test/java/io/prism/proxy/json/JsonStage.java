// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prism.backends.memory.MemoryDriver;
import io.prism.core.binding.BindingSpecs;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.HostPort;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.read.PrismConfigFile;
import io.prism.core.config.secret.Secrets;
import io.prism.core.failure.Failures;
import io.prism.grpc.serve.GrpcPath;
import io.prism.pattern.Bindings;
import io.prism.patterns.keyvalue.KeyValuePattern;
import io.prism.proxy.door.Doors;
import io.prism.proxy.launch.Processes;
import io.prism.proxy.limit.Gates;
import io.prism.proxy.observe.Observer;
import io.prism.proxy.route.Routes;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A real door on a free port. Namespace {@code default} has one binding in the door, {@code two} has two there, and the
 * binding of {@code far} is in a process: a server of its own behind a real socket, unless the test says otherwise.
 */
final class JsonStage implements AutoCloseable {

    private final Path folder;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Observer observer;
    private final Failures failures = new Failures("proxy", Clock.systemUTC());
    private final Bindings embedded = bindings();
    private final Bindings away = bindings();
    private final AtomicReference<SocketAddress> process = new AtomicReference<>();
    private final AtomicReference<@Nullable MultiMap> last = new AtomicReference<>();
    private final AtomicInteger launches = new AtomicInteger();
    private final ByteArrayOutputStream accessLog = new ByteArrayOutputStream();
    private final Doors doors;
    private final HostPort door;

    JsonStage() throws IOException {
        this("", "");
    }

    /**
     * With other limits.
     *
     * @param proxy more keys of the section {@code proxy}
     * @param namespace more keys of the namespace {@code default}
     */
    JsonStage(String proxy, String namespace) throws IOException {
        folder = Files.createTempDirectory("json");
        PrismConfig config = config(proxy, namespace);
        Secrets secrets = Secrets.standard(Map.of());
        Routes routes = new Routes(Catalogue.builtIn(), embedded, secrets, new Gates(meters));
        routes.use(config);
        away.serve(BindingSpecs.of(
                requireNonNull(config.namespaces().get("far")).bindings().values().stream()
                        .toList(),
                config,
                secrets));
        HttpServer server = vertx.createHttpServer().requestHandler(this::serveAway);
        process.set(SocketAddress.inetSocketAddress(
                await(server.listen(0, "127.0.0.1")).actualPort(), "127.0.0.1"));
        var processes = new Processes(
                Optional.of((key, request) -> {
                    launches.incrementAndGet();
                    return Future.succeededFuture(process.get());
                }),
                config.proxy().holdCalls(),
                System::nanoTime);
        observer = new Observer(vertx, config.proxy().observe(), meters, accessLog, Clock.systemUTC());
        doors = new Doors(vertx, config.proxy(), failures, routes, processes, observer);
        door = await(doors.listen());
    }

    HostPort door() {
        return door;
    }

    /** Where a path of the door is. */
    URI at(String path) {
        return URI.create("http://" + door + path);
    }

    /** From now on the process is what listens at {@code port}. */
    void processAt(int port) {
        process.set(SocketAddress.inetSocketAddress(port, "127.0.0.1"));
    }

    /** How often a process was asked for. */
    int launches() {
        return launches.get();
    }

    /** Calls that the door takes to be open. */
    int open() {
        return (int) meters.get("prism.proxy.open").gauge().value();
    }

    /** Where calls are counted. */
    SimpleMeterRegistry meters() {
        return meters;
    }

    /** What the access log says so far. */
    String accessLog() {
        return accessLog.toString(StandardCharsets.UTF_8);
    }

    /** Ends the door as a stop of the program does. */
    Future<Void> drain() {
        return doors.drain();
    }

    /** A POST of JSON. */
    HttpRequest.Builder post(String path, String json) {
        return HttpRequest.newBuilder(at(path))
                .timeout(Duration.ofSeconds(10))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    /** A GET. */
    HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(10)).GET();
    }

    /** Sends a request over HTTP/1.1, by a client of its own. */
    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return send(HttpClient.Version.HTTP_1_1, request);
    }

    /** Sends a request, by a client of its own. */
    static HttpResponse<String> send(HttpClient.Version version, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    @Override
    public void close() {
        await(observer.close());
        embedded.close();
        away.close();
        await(vertx.close());
        var _ = folder.resolve("prism.yaml").toFile().delete()
                && folder.toFile().delete();
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private Bindings bindings() {
        return new Bindings(vertx, failures, List.of(new MemoryDriver()), List.of(new KeyValuePattern()));
    }

    /** A header of the call that came to the process last. */
    String lastHeader(String name) {
        return String.valueOf(requireNonNull(last.get()).get(name));
    }

    private void serveAway(HttpServerRequest request) {
        last.set(request.headers());
        away.table()
                .find(
                        request.getHeader("prism-namespace"),
                        request.getHeader("prism-binding"),
                        GrpcPath.service(request))
                .target()
                .server()
                .handle(request);
    }

    private PrismConfig config(String proxy, String namespace) throws IOException {
        Path file = folder.resolve("prism.yaml");
        Files.writeString(file, """
            proxy: { listen: "127.0.0.1:0", management: "127.0.0.1:0", %s }
            launcher: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            schema-registry: { enabled: false }
            backends:
              memory: { type: memory }
            namespaces:
              - name: default
                isolation: embedded
                bindings: [{ name: kv, pattern: keyvalue, slots: { store: memory }, config: { max-value-size: 8MiB } }]
                %s
              - name: two
                isolation: embedded
                bindings:
                  - { name: a, pattern: keyvalue, slots: { store: memory } }
                  - { name: b, pattern: keyvalue, slots: { store: memory } }
              - name: far
                isolation: namespace
                bindings: [{ name: kv, pattern: keyvalue, slots: { store: memory } }]
            """.formatted(proxy, namespace).replace(", }", " }"));
        return PrismConfigFile.load(file, Catalogue.builtIn());
    }
}
