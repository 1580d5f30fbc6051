// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.prism.testkit.server.FaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A pattern process as somebody else would write it: a stock gRPC server. It can be killed like a process. */
final class EchoProcess implements AutoCloseable {

    private final Server server;
    private final FaultProxy wire;

    /**
     * Starts one.
     *
     * @param handlers what answers each method, by its name
     */
    EchoProcess(Map<String, Handler> handlers) throws IOException {
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .fallbackHandlerRegistry(new Registry(handlers))
                .maxInboundMessageSize(256 << 20)
                .maxInboundMetadataSize(64 << 10)
                .build()
                .start();
        this.wire = FaultProxy.to("127.0.0.1", server.getPort());
    }

    /** What answers a method. */
    record Handler(MethodType type, ServerCallHandler<byte[], byte[]> handler) {}

    /** As a launcher writes it. */
    String address() {
        return "127.0.0.1:" + wire.port();
    }

    /** As if by {@code kill -9}. */
    void kill() {
        wire.refuse();
        server.shutdownNow();
    }

    /** As if by {@code kill -STOP}: connections are taken, and nothing is said any more. */
    void freeze() {
        wire.stall();
    }

    /** As if by {@code kill -CONT}. */
    void thaw() {
        wire.resume();
    }

    /** Nobody can connect, and who was is cut off. */
    void vanish() {
        wire.refuse();
    }

    /** Ends {@link #vanish}. */
    void comeBack() {
        wire.pass();
    }

    /** Connections made to it so far. */
    long connections() {
        return wire.connections();
    }

    /** Says goodbye, finishes its calls and ends. */
    void retire() {
        server.shutdown();
    }

    /** Waits until it has ended and the last byte it said has arrived. */
    void awaitEnd() throws InterruptedException {
        if (!server.awaitTermination(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end");
        }
        Awaitility.await().until(() -> wire.open() == 0);
    }

    @Override
    public void close() {
        server.shutdownNow();
        wire.close();
    }

    private static final class Registry extends HandlerRegistry {
        private final Map<String, Handler> handlers;

        Registry(Map<String, Handler> handlers) {
            this.handlers = handlers;
        }

        @Override
        public @Nullable ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            String method = MethodDescriptor.extractBareMethodName(name);
            Handler handler = method == null ? null : handlers.get(method);
            return method == null || handler == null
                    ? null
                    : ServerMethodDefinition.create(
                            Bytes.method(Stage.SERVICE, method, handler.type()), handler.handler());
        }
    }
}
