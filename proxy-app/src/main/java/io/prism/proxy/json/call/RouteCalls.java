// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.call;

import io.prism.core.MetadataKeys;
import io.prism.core.config.ProxyConfig;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.NotServed;
import io.prism.pattern.serve.RpcServer;
import io.prism.pattern.serve.ServedMethod;
import io.prism.proxy.forward.RetryBudget;
import io.prism.proxy.launch.Breakers;
import io.prism.proxy.launch.Processes;
import io.prism.proxy.route.Route;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes calls, to wherever a route leads. Belongs to one event loop, and so do its connections. */
public final class RouteCalls {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int WAITING_MAX = 10_000;
    private static final int STREAM_WINDOW_BYTES = 64 << 10;
    /** Room for the windows of all streams: answers that nobody reads must not hold up those of others. */
    private static final int CONNECTION_WINDOW_BYTES = 1 << 30;

    private final Vertx vertx;
    private final Failures failures;
    private final Processes processes;
    private final Duration holdTime;
    private final long messageBytesMax;
    private final Breakers breakers;
    private final RetryBudget retries;
    private final Liveness liveness;
    private @Nullable HttpClient client;

    /**
     * Makes calls.
     *
     * @param processes where processes are
     * @param breakers which of them are worth a try
     * @param retries how many calls may be sent again that a process may have looked at
     */
    public RouteCalls(
            Vertx vertx,
            ProxyConfig config,
            Failures failures,
            Processes processes,
            Breakers breakers,
            RetryBudget retries) {
        this.vertx = vertx;
        this.failures = failures;
        this.processes = processes;
        this.holdTime = config.holdTime();
        this.messageBytesMax = config.limits().messageBytes();
        this.breakers = breakers;
        this.retries = retries;
        this.liveness = new Liveness(vertx, config.limits(), processes, breakers);
    }

    /**
     * A call that has not been started.
     *
     * @throws GatewayException when the route cannot take it: the method is not served, or a session is missing
     */
    public Outgoing to(Route route, CallRequest request, AnswerObserver caller) {
        return switch (route) {
            case Route.Embedded embedded -> embedded(embedded.server(), request, caller);
            case Route.Process process ->
                new ProcessCall(
                        this, process, process.keyFor(request.metadata().get(MetadataKeys.SESSION)), request, caller);
        };
    }

    private Outgoing embedded(RpcServer server, CallRequest request, AnswerObserver caller) {
        String name = request.method().fullName();
        ServedMethod<?, ?> rpc =
                server.rpc(name).orElseThrow(() -> new NotServed(name, "the service has no such method", List.of()));
        return new HandlerCall<>(vertx.getOrCreateContext(), server, rpc, request, caller, failures);
    }

    /** The connections to processes, made with the first call. */
    HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = vertx.createHttpClient(
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false)
                            .setConnectTimeout(CONNECT_MILLIS)
                            .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                            .setInitialSettings(new Http2Settings().setInitialWindowSize(STREAM_WINDOW_BYTES)),
                    new PoolOptions().setHttp2MaxSize(1).setMaxWaitQueueSize(WAITING_MAX));
            client = made;
        }
        return made;
    }

    Vertx vertx() {
        return vertx;
    }

    Failures failures() {
        return failures;
    }

    /** Which processes are worth a try. */
    Breakers breakers() {
        return breakers;
    }

    RetryBudget retries() {
        return retries;
    }

    Liveness liveness() {
        return liveness;
    }

    Processes processes() {
        return processes;
    }

    Duration holdTime() {
        return holdTime;
    }

    long messageBytesMax() {
        return messageBytesMax;
    }
}
