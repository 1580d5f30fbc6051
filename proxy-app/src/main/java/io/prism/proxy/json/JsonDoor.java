// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import io.micrometer.core.instrument.Counter;
import io.netty.channel.EventLoop;
import io.prism.contracts.Contracts;
import io.prism.core.config.ProxyConfig;
import io.prism.core.failure.Failures;
import io.prism.proxy.admit.CallSteps;
import io.prism.proxy.json.call.RouteCalls;
import io.prism.proxy.json.fault.HttpFault;
import io.prism.proxy.json.fault.Problem;
import io.prism.proxy.json.fault.Problems;
import io.prism.proxy.json.find.RequestTarget;
import io.prism.proxy.json.find.RpcMethods;
import io.prism.proxy.json.openapi.OpenApi;
import io.prism.proxy.limit.OpenCalls;
import io.prism.proxy.limit.Pressure;
import io.prism.proxy.observe.RequestIds;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is no gRPC: calls as JSON, streams as server-sent events, and the OpenAPI document. One for each event
 * loop.
 */
public final class JsonDoor implements Handler<HttpServerRequest> {

    private static final String DOCUMENT = "/openapi.json";
    private static final String CALLS = "/v1/";
    /** JSON is taken to pieces as a whole; what is longer goes over gRPC. */
    private static final long BODY_BYTES_MAX = 16 << 20;

    /**
     * What all requests of an event loop share.
     *
     * @param vertx timers and workers
     * @param loop the event loop
     * @param steps the way of a call
     * @param calls makes them
     * @param methods what can be called
     * @param problems turns failures into answers
     * @param work reads and writes JSON
     * @param held bytes that are held
     * @param bodyBytesMax longest body
     * @param open all calls that are open
     * @param pressure of the event loop
     * @param refused counts requests that were not let in
     * @param times how long things may take
     */
    record Parts(
            Vertx vertx,
            EventLoop loop,
            CallSteps steps,
            RouteCalls calls,
            RpcMethods methods,
            Problems problems,
            JsonConversion work,
            HeldBytes held,
            long bodyBytesMax,
            OpenCalls open,
            Pressure pressure,
            Counter refused,
            Times times) {}

    /**
     * How long things may take.
     *
     * @param body a request's body, from its first byte to its last
     * @param answer an answer, until the client has taken it
     * @param rest what a client still sends when it has its answer
     * @param keepAlive silence in a stream of events
     */
    record Times(Duration body, Duration answer, Duration rest, Duration keepAlive) {
        static final Times STANDARD = new Times(
                Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    /**
     * What doors of all event loops share.
     *
     * @param vertx timers and workers
     * @param steps the way of a call
     * @param config limits
     * @param failures turns failures into answers
     * @param open all calls that are open
     * @param refused counts requests that were not let in
     */
    public record Shared(
            Vertx vertx, CallSteps steps, ProxyConfig config, Failures failures, OpenCalls open, Counter refused) {}

    private final Shared shared;
    private final RouteCalls calls;
    private final EventLoop loop;
    private final Pressure pressure;
    private final long heldMax;
    private @Nullable Parts parts;

    /**
     * A door for JSON.
     *
     * @param calls makes them
     * @param loop the event loop
     * @param pressure of the event loop
     * @param loops how many share the limits of the configuration
     */
    public JsonDoor(Shared shared, RouteCalls calls, EventLoop loop, Pressure pressure, int loops) {
        this.shared = shared;
        this.calls = calls;
        this.loop = loop;
        this.pressure = pressure;
        // One request and its answer must fit in any case.
        this.heldMax = Math.max(4 * BODY_BYTES_MAX, shared.config().limits().unreadBytes() / Math.max(1, loops));
    }

    /** Whether a path can only be meant for this; for servers that have other paths too. */
    public static boolean ours(@Nullable String path) {
        return path != null && (path.equals(DOCUMENT) || path.startsWith(CALLS));
    }

    @Override
    public void handle(HttpServerRequest request) {
        Parts all = parts();
        if (Objects.equals(request.path(), DOCUMENT)) {
            document(request, all);
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            options(request, all);
        } else {
            new JsonExchange(all, request).begin();
        }
    }

    /** Made with the first request: a proxy that only speaks gRPC does not pay for the descriptors of all methods. */
    private Parts parts() {
        Parts made = parts;
        if (made == null) {
            made = new Parts(
                    shared.vertx(),
                    loop,
                    shared.steps(),
                    calls,
                    new RpcMethods(Contracts.services()),
                    new Problems(shared.failures()),
                    new JsonConversion(shared.vertx()),
                    new HeldBytes(heldMax),
                    Math.min(BODY_BYTES_MAX, shared.config().limits().messageBytes()),
                    shared.open(),
                    pressure,
                    shared.refused(),
                    Times.STANDARD);
            parts = made;
        }
        return made;
    }

    private static void document(HttpServerRequest request, Parts all) {
        if (request.method().equals(HttpMethod.GET)) {
            send(request.response().putHeader("content-type", RequestHead.JSON), OpenApi.text());
        } else {
            fail(request, all, HttpFault.methodNotAllowed("the document can only be read", "GET"));
        }
    }

    private static void options(HttpServerRequest request, Parts all) {
        try {
            String path = Objects.requireNonNullElse(request.path(), "/");
            String allow = RequestTarget.of(path, request.headers(), all.methods())
                    .method()
                    .allow();
            send(request.response().setStatusCode(204).putHeader("allow", allow), "");
        } catch (RuntimeException refusal) {
            fail(request, all, refusal);
        }
    }

    private static void fail(HttpServerRequest request, Parts all, RuntimeException why) {
        Problem problem = all.problems()
                .of(why, "", RequestIds.of(request.getHeader(RequestIds.HEADER)).toString());
        HttpServerResponse response = request.response().setStatusCode(problem.status());
        problem.headers().forEach(response::putHeader);
        send(
                response.putHeader("content-type", Problem.CONTENT_TYPE),
                problem.document().encode());
    }

    private static void send(HttpServerResponse response, String text) {
        // Whether the client still listens does not matter any more.
        response.end(text).onFailure(_ -> {});
    }
}
