// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.prism.contracts.Contracts;
import io.prism.core.Deadline;
import io.prism.core.failure.Failures;
import io.prism.proxy.launch.Processes;
import io.prism.proxy.route.Route;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Sends calls to processes, over one connection for each process. Belongs to one event loop: the calls it gets and the
 * connections it makes live there, so that no call changes threads on its way.
 */
public final class Forwarder {

    private static final int WINDOW_BYTES = 1 << 20;
    private static final long FINISH_MILLIS = Duration.ofHours(1).toMillis();
    private static final int CONNECT_MILLIS = 2_000;

    /** Paths of the methods that only read: the only ones that are sent again when it is unclear what became of them. */
    private static final Set<String> READS = Contracts.services().stream()
            .flatMap(service -> service.getMethods().stream())
            .filter(method -> method.toProto().getOptions().getIdempotencyLevel() == IdempotencyLevel.NO_SIDE_EFFECTS)
            .filter(method -> !method.isClientStreaming())
            .map(Forwarder::path)
            .collect(Collectors.toUnmodifiableSet());

    private final Vertx vertx;
    private final Failures failures;
    private final Processes processes;
    private final Duration holdTime;
    private final KeptBytes kept = new KeptBytes();
    private final HttpClient client;

    /**
     * A forwarder for the current event loop.
     *
     * @param holdTime how long a call waits for its process
     */
    public Forwarder(Vertx vertx, Failures failures, Processes processes, Duration holdTime) {
        this.vertx = vertx;
        this.failures = failures;
        this.processes = processes;
        this.holdTime = holdTime;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false)
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setHttp2ConnectionWindowSize(4 * WINDOW_BYTES)
                        .setInitialSettings(new Http2Settings().setInitialWindowSize(WINDOW_BYTES)))
                .with(new PoolOptions().setHttp2MaxSize(1).setMaxWaitQueueSize(-1))
                // A connection that ends tells of a process that ended: the next call must not run into it.
                .withConnectHandler(this::connected)
                .build();
    }

    /** Sends one call to the process that {@code route} names. */
    public void forward(HttpServerRequest request, Route.Process route, Deadline deadline) {
        new Splice(this, request, route, deadline, READS.contains(request.path())).start();
    }

    private void connected(HttpConnection to) {
        to.closeHandler(_ -> processes.forget(to.remoteAddress()));
        to.goAwayHandler(_ -> {
            processes.forget(to.remoteAddress());
            // It waits for this before it exits. Calls that it has are finished first.
            var _ = to.shutdown(FINISH_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    Vertx vertx() {
        return vertx;
    }

    Failures failures() {
        return failures;
    }

    Processes processes() {
        return processes;
    }

    Duration holdTime() {
        return holdTime;
    }

    KeptBytes kept() {
        return kept;
    }

    HttpClient client() {
        return client;
    }

    private static String path(MethodDescriptor method) {
        return "/" + method.getService().getFullName() + "/" + method.getName();
    }
}
