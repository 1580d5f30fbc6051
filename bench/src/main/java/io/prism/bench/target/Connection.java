// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import io.grpc.MethodDescriptor;
import io.prism.bench.load.Calls.Ended;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcStatus;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Predicate;

/** One HTTP/2 connection, made at the first call and again when it was lost. It lives on one event loop. */
final class Connection {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Context loop;
    private final GrpcClient client;
    private final SocketAddress place;
    private final String namespace;
    private final String timeout;

    Connection(Vertx vertx, Context loop, TargetAddress target, Duration deadline) {
        this.loop = loop;
        this.place = target.socket();
        this.namespace = target.namespace();
        this.timeout = deadline.toMillis() + "m";
        this.client = GrpcClient.client(
                vertx,
                new HttpClientOptions()
                        .setHttp2ClearTextUpgrade(false)
                        .setHttp2MaxPoolSize(1)
                        .setConnectTimeout((int) CONNECT.toMillis()));
    }

    /** Makes one call, on this connection's event loop: there it needs no hand-over between threads. */
    <Q, A> void call(MethodDescriptor<Q, A> method, Q question, Predicate<A> right, Ended ended) {
        if (loop.equals(Vertx.currentContext())) {
            send(method, question, right, ended);
        } else {
            loop.runOnContext(_ -> send(method, question, right, ended));
        }
    }

    void close() {
        client.close();
    }

    private <Q, A> void send(MethodDescriptor<Q, A> method, Q question, Predicate<A> right, Ended ended) {
        client.request(place, method).onComplete(opened -> {
            if (opened.failed()) {
                ended.failed(reason(opened.cause()));
                return;
            }
            GrpcClientRequest<Q, A> call = opened.result();
            call.headers().set("prism-namespace", namespace).set("grpc-timeout", timeout);
            call.response().onComplete(answered -> {
                if (answered.failed()) {
                    ended.failed(reason(answered.cause()));
                } else {
                    GrpcClientResponse<Q, A> response = answered.result();
                    response.last().onComplete(last -> end(response.status(), last, right, ended));
                }
            });
            call.end(question);
        });
    }

    private static <A> void end(GrpcStatus status, AsyncResult<A> last, Predicate<A> right, Ended ended) {
        if (status != null && status != GrpcStatus.OK) {
            ended.failed(status.name());
        } else if (last.failed()) {
            ended.failed(reason(last.cause()));
        } else if (last.result() == null || !right.test(last.result())) {
            ended.failed("WRONG_ANSWER");
        } else {
            ended.ok();
        }
    }

    /** The kind of the failure, not its text: texts hold ports and stream numbers, and failures are counted by reason. */
    private static String reason(Throwable failure) {
        return switch (failure) {
            case ConnectException _, FileNotFoundException _ -> "NOT_CONNECTED";
            case UnknownHostException _ -> "UNKNOWN_HOST";
            case HttpClosedException _ -> "CONNECTION_LOST";
            case StreamResetException _ -> "STREAM_RESET";
            default -> failure.getClass().getSimpleName();
        };
    }
}
