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

/** How to ask a server of Prism whether it is ready. Blocks for a second at most, so call it from a virtual thread. */
@FunctionalInterface
public interface ServerProbe {

    /** Longest time that one question waits for its answer. */
    Duration PATIENCE = Duration.ofSeconds(1);

    /** Whether the server that listens there is ready; false when it does not answer. */
    boolean ready(Endpoints endpoints);

    /** Asks {@code grpc.health.v1.Health} for the whole server. */
    static ServerProbe grpc(Vertx vertx) {
        return endpoints -> {
            GrpcClient client = GrpcClient.client(
                    vertx,
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false));
            try {
                HostPort at = endpoints.listen();
                var stub = MutinyHealthGrpc.newMutinyStub(
                        new GrpcClientChannel(client, SocketAddress.inetSocketAddress(at.port(), at.host())));
                return yes(stub.check(HealthCheckRequest.getDefaultInstance())
                        .map(answer -> answer.getStatus() == ServingStatus.SERVING)
                        .subscribeAsCompletionStage());
            } finally {
                var _ = client.close();
            }
        };
    }

    /** Gets {@code /q/health/ready} from the management address. */
    static ServerProbe http(Vertx vertx) {
        return endpoints -> {
            HttpClient client = vertx.createHttpClient(new HttpClientOptions());
            try {
                HostPort at = endpoints.management();
                Future<Boolean> answer = client.request(HttpMethod.GET, at.port(), at.host(), "/q/health/ready")
                        .compose(HttpClientRequest::send)
                        .map(response -> response.statusCode() == 200);
                return yes(answer.toCompletionStage().toCompletableFuture());
            } finally {
                var _ = client.close();
            }
        };
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
