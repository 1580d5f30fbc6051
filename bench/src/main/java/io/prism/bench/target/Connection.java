// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import io.prism.bench.load.CallTarget.Ended;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
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
import org.jspecify.annotations.Nullable;

/** One HTTP/2 connection, made at the first call and again when it was lost. It lives on one event loop. */
final class Connection {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** As in grpc-java; with the 64 KiB of HTTP/2 a stream waits for its own acknowledgements. */
    private static final int WINDOW = 1 << 20;

    private final Context loop;
    private final GrpcClient client;
    private final SocketAddress place;
    private final TargetAddress target;
    private final String timeout;

    Connection(Vertx vertx, Context loop, TargetAddress target, Duration deadline) {
        this.loop = loop;
        this.place = target.socket();
        this.target = target;
        this.timeout = deadline.toMillis() + "m";
        this.client = GrpcClient.client(
                vertx,
                new HttpClientOptions()
                        .setHttp2ClearTextUpgrade(false)
                        .setHttp2MaxPoolSize(1)
                        .setHttp2ConnectionWindowSize(WINDOW)
                        .setInitialSettings(new Http2Settings().setInitialWindowSize(WINDOW))
                        .setConnectTimeout((int) CONNECT.toMillis()));
    }

    /** Makes one call, on this connection's event loop: there it needs no hand-over between threads. */
    <Q, A> void call(Question<Q, A> question, long number, Ended ended) {
        if (loop.equals(Vertx.currentContext())) {
            send(question, number, ended);
        } else {
            loop.runOnContext(_ -> send(question, number, ended));
        }
    }

    void close() {
        client.close();
    }

    private <Q, A> void send(Question<Q, A> question, long number, Ended ended) {
        client.request(place, question.method()).onComplete(opened -> {
            if (opened.failed()) {
                ended.failed(reason(opened.cause()));
                return;
            }
            GrpcClientRequest<Q, A> call = opened.result();
            call.headers().set("grpc-timeout", timeout);
            if (!target.isDapr()) {
                call.headers().set("prism-namespace", target.namespace());
            }
            call.response().onComplete(answered -> {
                if (answered.failed()) {
                    ended.failed(reason(answered.cause()));
                } else {
                    hear(question, answered.result(), ended);
                }
            });
            call.end(question.request(number));
        });
    }

    private static <Q, A> void hear(Question<Q, A> question, GrpcClientResponse<Q, A> response, Ended ended) {
        if (question.isStream()) {
            int[] right = new int[1];
            response.handler(message -> {
                if (question.right().test(message)) {
                    right[0]++;
                    ended.message();
                }
            });
            response.end().onComplete(over -> end(response.status(), over, right[0] == question.messages(), ended));
        } else {
            response.last()
                    .onComplete(last -> end(
                            response.status(),
                            last,
                            last.result() != null && question.right().test(last.result()),
                            ended));
        }
    }

    private static void end(@Nullable GrpcStatus status, AsyncResult<?> over, boolean right, Ended ended) {
        if (status != null && status != GrpcStatus.OK) {
            ended.failed(status.name());
        } else if (over.failed()) {
            ended.failed(reason(over.cause()));
        } else if (!right) {
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
