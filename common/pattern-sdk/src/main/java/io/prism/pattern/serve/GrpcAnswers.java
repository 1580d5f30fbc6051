// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import io.prism.core.MetadataKeys;
import io.prism.core.failure.Answer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerResponse;

/** Writes failures to gRPC streams. */
public final class GrpcAnswers {

    private GrpcAnswers() {}

    /** Refuses a call that no gRPC server has taken yet: one HEADERS frame that ends the stream. */
    public static void refuse(HttpServerResponse response, Answer answer) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.putHeader("content-type", "application/grpc")
                .putHeader("grpc-status", Integer.toString(answer.code()))
                .putHeader("grpc-message", answer.encodedMessage())
                .putHeader(Answer.DETAILS_TRAILER, answer.encodedDetails());
        // Whether the client still listens does not matter any more.
        response.end().onFailure(_ -> {});
    }

    /** Refuses a call as {@link #refuse} does, and says that nothing was done, so that it can be sent elsewhere. */
    public static void refuseUntouched(HttpServerResponse response, Answer answer) {
        if (!response.ended() && !response.closed()) {
            response.putHeader(MetadataKeys.REFUSED, "draining");
            refuse(response, answer);
        }
    }

    /** Ends a call with a failure, whether or not messages were sent before. */
    public static void fail(GrpcServerResponse<?, ?> response, Answer answer) {
        response.status(GrpcStatus.valueOf(answer.code())).statusMessage(answer.message());
        response.trailers().set(Answer.DETAILS_TRAILER, answer.encodedDetails());
        response.end().onFailure(_ -> {});
    }
}
