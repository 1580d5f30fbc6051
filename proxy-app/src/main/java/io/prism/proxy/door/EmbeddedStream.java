// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.prism.proxy.observe.GrpcCodes;
import io.prism.proxy.observe.ObservedCall;
import io.prism.proxy.observe.RequestIds;
import io.prism.proxy.route.Route;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** The stream of a gRPC call of an embedded binding, from frame to frame. Belongs to the event loop of its connection. */
final class EmbeddedStream implements ClientStream {

    private static final String STATUS = "grpc-status";
    private static final String CANCELLED = "1";

    private final Route.Embedded route;
    private final ObservedCall observed;
    private @Nullable HttpServerResponse response;

    EmbeddedStream(Route.Embedded route, ObservedCall observed) {
        this.route = route;
        this.observed = observed;
    }

    /** Lets the binding answer. */
    void serve(HttpServerRequest request) {
        HttpServerResponse answer = request.response();
        response = answer;
        answer.putHeader(RequestIds.HEADER, observed.requestId());
        route.server().handle(request);
    }

    /** Counts bytes of its request. */
    void spend(int bytes) {
        route.gate().spend(bytes);
    }

    /** Its stream has ended. */
    void leave() {
        route.gate().leave();
        observed.end(GrpcCodes.of(status()));
    }

    private @Nullable String status() {
        HttpServerResponse answer = response;
        if (answer == null || !answer.ended()) {
            return CANCELLED;
        }
        // Trailers last, and only where there must be some: asking for them makes them, and Vert.x, which is in the
        // middle of writing when the last frame closes the stream, would write them behind an answer that has none.
        String status = answer.headers().get(STATUS);
        return status == null ? answer.trailers().get(STATUS) : status;
    }
}
