// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import com.google.protobuf.MessageLite;
import io.prism.contracts.lifecycle.HealthCheckRequest;
import io.prism.contracts.lifecycle.InitializeRequest;
import io.prism.contracts.lifecycle.LifecycleInterfaceGrpc;
import io.prism.contracts.lifecycle.StartRequest;
import io.prism.core.Keyspace;
import io.prism.core.MetadataKeys;
import io.prism.core.Needs;
import io.prism.core.OptionMap;
import io.prism.core.binding.BackendSpec;
import io.prism.core.binding.BindingCodec;
import io.prism.core.binding.BindingSpec;
import io.prism.core.catalogue.BackendType;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.catalogue.SlotType;
import io.prism.core.failure.Failures;
import io.prism.pattern.Bindings;
import io.prism.pattern.Pattern;
import io.prism.pattern.Rehearsal;
import io.prism.pattern.lifecycle.PatternProcess;
import io.prism.spi.Driver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process of the host's own making in which every pattern serves every backend that needs nothing from outside, on a
 * private socket, for some hundred calls. What the first real call would have had to wait for (classes, native
 * libraries, the compiler) is done by then. Nothing of it is left, and its failure only costs that time.
 */
final class DressRehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(DressRehearsal.class);

    /** How often each call is made, so that the compiler has seen it. */
    static final int ROUNDS = 60;

    private static final int PREFIX_BYTES = 5;
    private static final String NAMESPACE = "rehearsal";
    private static final String STATUS = "grpc-status";

    private final Vertx vertx;
    private final Failures failures;
    private final List<Driver> drivers;
    private final List<Pattern> patterns;
    private final int rounds;
    private final long end;
    private int answered;

    /** A rehearsal that makes each call {@code rounds} times and gives up when it has taken {@code most}. */
    DressRehearsal(
            Vertx vertx, Failures failures, List<Driver> drivers, List<Pattern> patterns, int rounds, Duration most) {
        this.vertx = vertx;
        this.failures = failures;
        this.drivers = drivers;
        this.patterns = patterns;
        this.rounds = rounds;
        this.end = System.nanoTime() + most.toNanos();
    }

    /** Blocks until it is over; the number of calls that were answered well. */
    int run() {
        try {
            Path folder = Files.createTempDirectory("prism-rehearsal");
            try (var bindings = new Bindings(vertx, failures, drivers, patterns, HostTelemetry.rehearsal())) {
                rehearse(folder, bindings);
            } finally {
                delete(folder);
            }
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            LOG.atWarn().setCause(e).log("the rehearsal failed; first calls will take longer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answered;
    }

    private void rehearse(Path folder, Bindings bindings)
            throws ExecutionException, TimeoutException, InterruptedException {
        SocketAddress socket =
                SocketAddress.domainSocketAddress(folder.resolve("s").toString());
        PatternProcess process = new PatternProcess(vertx, bindings, "", new Nobody());
        HostDoor door = new HostDoor(
                process, bindings, failures, HostServer.control(failures, process, bindings), new HostConnections());
        HttpServer server = await(vertx.createHttpServer(HostServer.options())
                .connectionHandler(door::opened)
                .requestHandler(door)
                .listen(socket));
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        try {
            play(new Stage(client, socket), folder);
        } finally {
            await(client.close());
            await(server.close());
        }
    }

    private void play(Stage stage, Path folder) throws ExecutionException, TimeoutException, InterruptedException {
        List<Part> parts = parts(folder);
        InitializeRequest bindings = InitializeRequest.newBuilder()
                .setName(NAMESPACE)
                .setConfig(
                        BindingCodec.toStruct(parts.stream().map(Part::binding).toList()))
                .build();
        perform(stage.call(LifecycleInterfaceGrpc.getInitializeMethod().getFullMethodName(), "", bindings));
        perform(stage.call(
                LifecycleInterfaceGrpc.getStartMethod().getFullMethodName(), "", StartRequest.getDefaultInstance()));
        for (int round = 0; round < rounds; round++) {
            for (Part part : parts) {
                for (Rehearsal.Call call : part.rehearsal().calls()) {
                    perform(stage.call(call.method(), part.binding().keyspace().binding(), call.request()));
                }
            }
            perform(stage.call(
                    LifecycleInterfaceGrpc.getHealthCheckMethod().getFullMethodName(),
                    "",
                    HealthCheckRequest.getDefaultInstance()));
        }
    }

    private List<Part> parts(Path folder) {
        List<Part> parts = new ArrayList<>();
        for (Pattern pattern : patterns) {
            for (Driver driver : drivers) {
                pattern.rehearsal()
                        .ifPresent(rehearsal -> driver.rehearsal(folder)
                                .flatMap(options -> binding(pattern, driver, options))
                                .ifPresent(binding -> parts.add(new Part(binding, rehearsal))));
            }
        }
        return parts;
    }

    /** The pattern with the driver in every slot that must be filled; empty when it lacks what one of them requires. */
    private static Optional<BindingSpec> binding(Pattern pattern, Driver driver, Map<String, String> options) {
        Map<String, BackendSpec> slots = new HashMap<>();
        Optional<BackendType> type = Catalogue.builtIn().backend(driver.type());
        Optional<Set<String>> claims = type.map(known -> known.claims(options));
        String where = "backends." + NAMESPACE;
        OptionMap settings =
                type.map(known -> known.settings(where, options)).orElseGet(() -> new OptionMap(where, options));
        for (SlotType slot : requiredSlots(pattern)) {
            // What the registry does not know is tried.
            if (claims.isPresent() && !claims.get().containsAll(slot.requires())) {
                return Optional.empty();
            }
            slots.put(slot.name(), new BackendSpec(NAMESPACE, driver.type(), settings));
        }
        return Optional.of(new BindingSpec(
                new Keyspace(NAMESPACE, pattern.name() + "-" + driver.type()),
                pattern.name(),
                slots,
                config(pattern),
                Needs.NONE));
    }

    private static OptionMap config(Pattern pattern) {
        return Catalogue.builtIn()
                .pattern(pattern.name())
                .map(type -> type.settings(NAMESPACE, Map.of()))
                .orElseGet(() -> new OptionMap(NAMESPACE, Map.of()));
    }

    private static List<SlotType> requiredSlots(Pattern pattern) {
        return Catalogue.builtIn().pattern(pattern.name()).stream()
                .flatMap(type -> type.slots().values().stream())
                .filter(SlotType::required)
                .toList();
    }

    private void perform(Future<Void> call) throws ExecutionException, TimeoutException, InterruptedException {
        var _ = await(call);
        answered++;
    }

    private <T> T await(Future<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.toCompletionStage().toCompletableFuture().get(left(), TimeUnit.NANOSECONDS);
    }

    private long left() {
        return Math.max(1, end - System.nanoTime());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private record Part(BindingSpec binding, Rehearsal rehearsal) {}

    /** Makes unary calls by hand: the host has no other use for a gRPC client. */
    private record Stage(HttpClient client, SocketAddress socket) {

        Future<Void> call(String method, String binding, MessageLite request) {
            RequestOptions options = new RequestOptions()
                    .setServer(socket)
                    .setHost(NAMESPACE)
                    .setMethod(HttpMethod.POST)
                    .setURI("/" + method)
                    .putHeader("content-type", "application/grpc")
                    .putHeader("te", "trailers");
            if (!binding.isEmpty()) {
                options.putHeader(MetadataKeys.NAMESPACE, NAMESPACE).putHeader(MetadataKeys.BINDING, binding);
            }
            byte[] message = request.toByteArray();
            Buffer body = Buffer.buffer(PREFIX_BYTES + message.length)
                    .appendByte((byte) 0)
                    .appendInt(message.length)
                    .appendBytes(message);
            return client.request(options)
                    .compose(call -> call.send(body))
                    .compose(answer -> answer.body().map(_ -> status(answer)))
                    .compose(status -> status.equals("0")
                            ? Future.succeededFuture()
                            : Future.failedFuture(method + " answered status " + status));
        }

        private static String status(HttpClientResponse answer) {
            String trailer = answer.getTrailer(STATUS);
            return trailer == null ? String.valueOf(answer.getHeader(STATUS)) : trailer;
        }
    }

    /** Nothing outside follows what happens here. */
    private static final class Nobody implements PatternProcess.Owner {
        @Override
        public void named(String name) {
            // It has no name that anybody sees.
        }

        @Override
        public void draining() {
            // Its connections are closed by hand.
        }

        @Override
        public void stopped() {
            // It is never stopped.
        }
    }
}
