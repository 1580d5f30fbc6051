// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.prism.contracts.launcher.LaunchRequest;
import io.prism.contracts.launcher.LaunchResponse;
import io.prism.contracts.launcher.PatternLauncherGrpc;
import io.prism.contracts.launcher.ProcessState;
import io.prism.core.config.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;

/** A launcher over its real protocol that starts whatever the test says. */
final class TestLauncher extends PatternLauncherGrpc.PatternLauncherImplBase implements AutoCloseable {

    private final Callable<String> start;
    private final Server server;

    /** Answers with the address that {@code start} gives; it may take its time. */
    TestLauncher(Callable<String> start) throws IOException {
        this.start = start;
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(this)
                .build()
                .start();
    }

    HostPort address() {
        return new HostPort("127.0.0.1", server.getPort());
    }

    @Override
    public void launchPattern(LaunchRequest request, StreamObserver<LaunchResponse> answer) {
        String address;
        try {
            address = start.call();
        } catch (Exception failed) {
            answer.onError(
                    Status.UNAVAILABLE.withDescription(failed.getMessage()).asRuntimeException());
            return;
        }
        answer.onNext(LaunchResponse.newBuilder()
                .setProcessId("ns:" + request.getNamespace() + ":" + request.getPatternName())
                .setState(ProcessState.STATE_RUNNING)
                .setAddress(address)
                .build());
        answer.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
