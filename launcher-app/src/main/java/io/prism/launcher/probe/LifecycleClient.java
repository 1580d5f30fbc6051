// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.probe;

import io.grpc.StatusRuntimeException;
import io.prism.contracts.lifecycle.DrainRequest;
import io.prism.contracts.lifecycle.HealthCheckRequest;
import io.prism.contracts.lifecycle.HealthCheckResponse;
import io.prism.contracts.lifecycle.InitializeRequest;
import io.prism.contracts.lifecycle.InitializeResponse;
import io.prism.contracts.lifecycle.MutinyLifecycleInterfaceGrpc;
import io.prism.contracts.lifecycle.MutinyLifecycleInterfaceGrpc.MutinyLifecycleInterfaceStub;
import io.prism.contracts.lifecycle.StartRequest;
import io.prism.contracts.lifecycle.StartResponse;
import io.prism.contracts.lifecycle.StopRequest;
import io.prism.launcher.process.FailureKind;
import io.prism.launcher.process.NotReady;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The life cycle service of one pattern process, over its Unix domain socket. Safe for use by many threads; methods
 * block for at most the time they are given, so call them from virtual threads.
 */
final class LifecycleClient implements AutoCloseable {

    private static final String HEALTH_CHECK = "HealthCheck";

    private final Path socket;
    private final GrpcClient client;
    private final MutinyLifecycleInterfaceStub stub;

    LifecycleClient(Vertx vertx, Path socket) {
        this.socket = socket;
        this.client = GrpcClient.client(
                vertx,
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        this.stub = MutinyLifecycleInterfaceGrpc.newMutinyStub(
                new GrpcClientChannel(client, SocketAddress.domainSocketAddress(socket.toString())));
    }

    /** Whether somebody listens on the socket. */
    boolean reachable() {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Gives it its configuration. */
    void initialize(InitializeRequest request, Duration most) throws NotReady {
        InitializeResponse answer = await(stub.initialize(request), "Initialize", most);
        if (!answer.getSuccess()) {
            throw new NotReady(FailureKind.INVALID_CONFIGURATION, "refused its configuration: " + answer.getError());
        }
    }

    /**
     * Lets it take calls.
     *
     * @return where they go; empty for the socket itself
     */
    String start(Duration most) throws NotReady {
        StartResponse answer = await(stub.start(StartRequest.getDefaultInstance()), "Start", most);
        if (!answer.getSuccess()) {
            throw new NotReady(FailureKind.PROCESS_START_FAILED, "could not start: " + answer.getError());
        }
        return answer.getDataEndpoint();
    }

    /** Asks how it is. */
    HealthCheckResponse healthCheck(Duration most) throws NotReady {
        return await(stub.healthCheck(HealthCheckRequest.getDefaultInstance()), HEALTH_CHECK, most);
    }

    /** Lets it finish the calls it has. */
    void drain(Duration most, String reason) throws NotReady {
        DrainRequest request = DrainRequest.newBuilder()
                .setTimeoutSeconds(seconds(most))
                .setReason(reason)
                .build();
        var _ = await(stub.drain(request), "Drain", most);
    }

    /**
     * Lets it finish, but only when it has nothing to do.
     *
     * @return false when it has calls in flight and goes on
     */
    boolean drainIfIdle(Duration most) throws NotReady {
        DrainRequest request = DrainRequest.newBuilder()
                .setTimeoutSeconds(seconds(most))
                .setReason("no call for the idle time of its bindings")
                .setOnlyIfIdle(true)
                .build();
        return await(stub.drain(request), "Drain", most).getSuccess();
    }

    /** Lets it end. */
    void stop(Duration most) throws NotReady {
        StopRequest request =
                StopRequest.newBuilder().setTimeoutSeconds(seconds(most)).build();
        var _ = await(stub.stop(request), "Stop", most);
    }

    /** Closes its connections; what is under way fails. */
    @Override
    public void close() {
        var _ = client.close();
    }

    private static int seconds(Duration duration) {
        return (int) Math.clamp(duration.toSeconds(), 1, Integer.MAX_VALUE);
    }

    private static FailureKind kind(String rpc) {
        return rpc.equals(HEALTH_CHECK) ? FailureKind.HEALTH_CHECK_FAILED : FailureKind.PROCESS_START_FAILED;
    }

    private static <T> T await(Uni<T> answer, String rpc, Duration most) throws NotReady {
        if (!most.isPositive()) {
            throw new NotReady(kind(rpc), "had no time left to answer " + rpc);
        }
        try {
            return answer.await().atMost(most);
        } catch (TimeoutException e) {
            throw new NotReady(kind(rpc), "did not answer %s within %d ms".formatted(rpc, most.toMillis()));
        } catch (StatusRuntimeException e) {
            throw new NotReady(kind(rpc), "failed on %s: %s".formatted(rpc, e.getStatus()));
        }
    }
}
