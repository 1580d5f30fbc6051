// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observed;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.prism.proxy.fidelity.Stage;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls through a stage's door, and what the process saw of them. */
final class EchoCalls {

    static final Metadata.Key<String> REQUEST_ID = key("request-id");
    static final Metadata.Key<String> TRACEPARENT = key("traceparent");
    static final Metadata.Key<String> TRACESTATE = key("tracestate");
    private static final long PATIENCE_SECONDS = 10;

    private final Stage stage;
    private final BlockingQueue<Metadata> seen = new LinkedBlockingQueue<>();

    EchoCalls(Stage stage) {
        this.stage = stage;
    }

    /** What a client hears beside the message. */
    record Heard(Metadata headers, Metadata trailers) {}

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /** The process ends calls of a method so from now on. */
    void serve(String method, Status status) {
        stage.serve(method, MethodType.UNARY, (call, headers) -> {
            seen.add(headers);
            call.request(2);
            return new ServerCall.Listener<>() {
                @Override
                public void onHalfClose() {
                    if (status.isOk()) {
                        call.sendHeaders(new Metadata());
                        call.sendMessage(new byte[] {1});
                    }
                    call.close(status, new Metadata());
                }
            };
        });
    }

    /** Calls a method and waits for its answer. */
    Heard call(String method, Metadata metadata) {
        var headers = new AtomicReference<@Nullable Metadata>();
        var trailers = new AtomicReference<@Nullable Metadata>();
        ClientCall<byte[], byte[]> call = ClientInterceptors.intercept(
                        stage.channel(),
                        MetadataUtils.newAttachHeadersInterceptor(metadata),
                        MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
                .newCall(
                        stage.method(method),
                        CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(PATIENCE_SECONDS)));
        try {
            ClientCalls.blockingUnaryCall(call, new byte[] {7});
        } catch (StatusRuntimeException expected) {
            // The trailers say so too.
        }
        Metadata begun = headers.get();
        Metadata ended = trailers.get();
        return new Heard(begun == null ? new Metadata() : begun, ended == null ? new Metadata() : ended);
    }

    /** The metadata of the next call that the process saw. */
    Metadata seen() throws InterruptedException {
        Metadata next = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the process saw no call");
        }
        return next;
    }

    /** Metadata with one key. */
    static Metadata with(Metadata.Key<String> key, String value) {
        Metadata metadata = new Metadata();
        metadata.put(key, value);
        return metadata;
    }
}
