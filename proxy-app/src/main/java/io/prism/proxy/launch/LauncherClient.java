// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.launch;

import io.prism.contracts.launcher.LaunchRequest;
import io.prism.contracts.launcher.LaunchResponse;
import io.prism.contracts.launcher.PatternLauncherGrpc;
import io.prism.core.GrpcTimeout;
import io.prism.core.MetadataKeys;
import io.prism.core.config.HostPort;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcStatus;
import java.time.Duration;

/** Asks the launcher's gRPC interface for processes. Safe for use by many threads. */
public final class LauncherClient implements ProcessStarter {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final GrpcClient client;
    private final SocketAddress address;
    private final Duration patience;

    /**
     * A client of the launcher.
     *
     * @param launcher where it answers
     * @param patience longest wait for one process
     */
    public LauncherClient(Vertx vertx, HostPort launcher, Duration patience) {
        this.client = GrpcClient.client(
                vertx,
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false)
                        .setConnectTimeout(2_000));
        this.address = SocketAddress.inetSocketAddress(launcher.port(), launcher.host());
        this.patience = patience;
    }

    @Override
    public Future<SocketAddress> launch(String key, LaunchRequest request) {
        return client.request(address, PatternLauncherGrpc.getLaunchPatternMethod())
                .compose(call -> {
                    call.headers().set(MetadataKeys.TIMEOUT, GrpcTimeout.format(patience));
                    return call.send(request);
                })
                .recover(unreachable -> Future.failedFuture(
                        new ProcessDown(key, "cannot be started: the launcher does not answer", RETRY_AFTER, false)))
                .compose(response -> answer(key, response));
    }

    private static Future<SocketAddress> answer(
            String key, GrpcClientResponse<LaunchRequest, LaunchResponse> response) {
        return response.last()
                .compose(launched -> SocketAddresses.parse(launched.getAddress())
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture("no address")))
                .recover(_ -> Future.failedFuture(new ProcessDown(key, reason(response), RETRY_AFTER, false)));
    }

    private static String reason(GrpcClientResponse<LaunchRequest, LaunchResponse> response) {
        GrpcStatus status = response.status();
        String message = response.statusMessage();
        if (status == GrpcStatus.DEADLINE_EXCEEDED) {
            return "was not ready in time";
        }
        return message == null ? "cannot be started" : "cannot be started: " + message;
    }
}
