// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.GetResponse;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceImplBase;
import io.prism.contracts.keyvalue.KeyValueScanInterfaceGrpc.KeyValueScanInterfaceImplBase;
import io.prism.contracts.keyvalue.ScanRequest;
import io.prism.contracts.keyvalue.ScanResponse;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.keyvalue.SetResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;

/** A key-value store over gRPC on loopback that serves the namespace {@code bench} and no other. */
final class FakeKeyValueServer extends KeyValueBasicInterfaceImplBase implements AutoCloseable {

    private static final Metadata.Key<String> NAMESPACE =
            Metadata.Key.of("prism-namespace", Metadata.ASCII_STRING_MARSHALLER);

    private final Map<String, ByteString> values = new ConcurrentSkipListMap<>();
    private final boolean losesReads;
    private final Server server;

    FakeKeyValueServer(boolean losesReads) throws IOException {
        this.losesReads = losesReads;
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .directExecutor()
                .intercept(new OneNamespace())
                .addService(this)
                .addService(new Listing())
                .build()
                .start();
    }

    String target(String name) {
        return name + "=127.0.0.1:" + server.getPort() + "/bench";
    }

    int size() {
        return values.size();
    }

    @Override
    public void set(SetRequest request, StreamObserver<SetResponse> answer) {
        values.put(request.getKey(), request.getValue());
        answer.onNext(SetResponse.newBuilder().setSuccess(true).build());
        answer.onCompleted();
    }

    @Override
    public void get(GetRequest request, StreamObserver<GetResponse> answer) {
        ByteString value = losesReads ? null : values.get(request.getKey());
        answer.onNext(
                value == null
                        ? GetResponse.getDefaultInstance()
                        : GetResponse.newBuilder()
                                .setFound(true)
                                .setValue(value)
                                .build());
        answer.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Listing extends KeyValueScanInterfaceImplBase {
        @Override
        public void scan(ScanRequest request, StreamObserver<ScanResponse> answer) {
            values.forEach((key, value) -> {
                if (key.startsWith(request.getPrefix())) {
                    answer.onNext(ScanResponse.newBuilder()
                            .setKey(key)
                            .setValue(value)
                            .build());
                }
            });
            answer.onCompleted();
        }
    }

    private static final class OneNamespace implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            if (Objects.equals(headers.get(NAMESPACE), "bench")) {
                return next.startCall(call, headers);
            }
            call.close(Status.NOT_FOUND, new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
