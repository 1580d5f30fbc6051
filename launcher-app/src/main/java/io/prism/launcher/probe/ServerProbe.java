// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.probe;

import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import grpc.health.v1.MutinyHealthGrpc;
import io.prism.core.config.HostPort;
import io.prism.launcher.place.Endpoints;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** How to ask a server of Prism whether it is ready. Blocks for a second at most, so call it from a virtual thread. */
public interface ServerProbe {

    /** Longest time that one question waits for its answer. */
    Duration PATIENCE = Duration.ofSeconds(1);

    /** Whether the server that listens there is ready; false when it does not answer. */
    boolean ready(Endpoints endpoints);

    /** Whether the server that listens there answers at all, ready or not: what does not is killed. */
    boolean alive(Endpoints endpoints);

    /** Asks {@code grpc.health.v1.Health} for the whole server. */
    static ServerProbe grpc(Vertx vertx) {
        return new ServerProbe() {
            @Override
            public boolean ready(Endpoints endpoints) {
                return grpc(vertx, endpoints, status -> status == ServingStatus.SERVING);
            }

            @Override
            public boolean alive(Endpoints endpoints) {
                return grpc(vertx, endpoints, _ -> true);
            }
        };
    }

    /** Gets {@code /q/health/ready} and {@code /q/health/live} from the management address. */
    static ServerProbe http(Vertx vertx) {
        return new ServerProbe() {
            @Override
            public boolean ready(Endpoints endpoints) {
                return http(vertx, endpoints, "/q/health/ready");
            }

            @Override
            public boolean alive(Endpoints endpoints) {
                return http(vertx, endpoints, "/q/health/live");
            }
        };
    }

    private static boolean grpc(Vertx vertx, Endpoints endpoints, Predicate<ServingStatus> good) {
        GrpcClient client = GrpcClient.client(
                vertx,
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        try {
            HostPort at = endpoints.listen();
            var stub = MutinyHealthGrpc.newMutinyStub(
                    new GrpcClientChannel(client, SocketAddress.inetSocketAddress(at.port(), at.host())));
            return yes(stub.check(HealthCheckRequest.getDefaultInstance())
                    .map(answer -> good.test(answer.getStatus()))
                    .subscribeAsCompletionStage());
        } finally {
            var _ = client.close();
        }
    }

    private static boolean http(Vertx vertx, Endpoints endpoints, String path) {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions());
        try {
            HostPort at = endpoints.management();
            Future<Boolean> answer = client.request(HttpMethod.GET, at.port(), at.host(), path)
                    .compose(HttpClientRequest::send)
                    .map(response -> response.statusCode() == 200);
            return yes(answer.toCompletionStage().toCompletableFuture());
        } finally {
            var _ = client.close();
        }
    }

    private static boolean yes(CompletableFuture<Boolean> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
