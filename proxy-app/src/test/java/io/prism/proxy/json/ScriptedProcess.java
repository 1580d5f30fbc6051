// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.prism.contracts.keyvalue.CountRequest;
import io.prism.contracts.keyvalue.CountResponse;
import io.prism.contracts.keyvalue.KeyValueScanInterfaceGrpc.KeyValueScanInterfaceImplBase;
import io.prism.contracts.keyvalue.ScanRequest;
import io.prism.contracts.keyvalue.ScanResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;

/** A process as somebody else would write it, a stock gRPC server, that answers as the test says. */
final class ScriptedProcess extends KeyValueScanInterfaceImplBase implements AutoCloseable {

    private final BiConsumer<ScanRequest, StreamObserver<ScanResponse>> scan;
    private final BiConsumer<CountRequest, StreamObserver<CountResponse>> count;
    private final Server server;

    private ScriptedProcess(
            BiConsumer<ScanRequest, StreamObserver<ScanResponse>> scan,
            BiConsumer<CountRequest, StreamObserver<CountResponse>> count)
            throws IOException {
        this.scan = scan;
        this.count = count;
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(this)
                .build()
                .start();
    }

    static ScriptedProcess scanning(BiConsumer<ScanRequest, StreamObserver<ScanResponse>> scan) throws IOException {
        return new ScriptedProcess(scan, (_, answer) -> answer.onCompleted());
    }

    static ScriptedProcess counting(BiConsumer<CountRequest, StreamObserver<CountResponse>> count) throws IOException {
        return new ScriptedProcess((_, answer) -> answer.onCompleted(), count);
    }

    int port() {
        return server.getPort();
    }

    /** As if by {@code kill -9}. */
    void kill() {
        server.shutdownNow();
    }

    @Override
    public void scan(ScanRequest request, StreamObserver<ScanResponse> answer) {
        scan.accept(request, answer);
    }

    @Override
    public void count(CountRequest request, StreamObserver<CountResponse> answer) {
        count.accept(request, answer);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
