// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import io.grpc.StatusRuntimeException;
import io.prism.core.Deadline;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.Answer;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.NotServed;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.grpc.wire.TimerWheel;
import io.prism.pattern.observe.ObservedRpc;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.common.CodecException;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.InvalidMessageException;
import io.vertx.grpc.common.MessageSizeOverflowException;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpc.server.GrpcServerRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers the calls of one binding that come as requests of Vert.x rather than as frames. */
final class VertxCalls implements Handler<HttpServerRequest> {

    private final Vertx vertx;
    private final RpcServer server;
    private final GrpcServer grpc;

    /** Answers calls of {@code rpcs} for {@code server}, where they have been counted in. */
    VertxCalls(Vertx vertx, RpcServer server, Collection<ServedMethod<?, ?>> rpcs) {
        this.vertx = vertx;
        this.server = server;
        this.grpc = GrpcServer.server(vertx, new GrpcServerOptions().setMaxMessageSize(server.messageBytesMax()));
        rpcs.forEach(this::bind);
        grpc.callHandler(this::unknownMethod);
    }

    @Override
    public void handle(HttpServerRequest request) {
        grpc.handle(request);
    }

    private void unknownMethod(GrpcServerRequest<?, ?> request) {
        GatewayException failure = new NotServed(request.fullMethodName(), "the service has no such method", List.of());
        GrpcAnswers.fail(
                request.response(), server.failed(failure, request.headers().get(MetadataKeys.REQUEST_ID)));
        server.inFlight().leave();
    }

    private <Q, R> void bind(ServedMethod<Q, R> rpc) {
        var unmarshaller = GrpcMessageDecoder.unmarshaller(rpc.method().getRequestMarshaller());
        // Vert.x answers nothing at all when a decoder fails with anything but its own exception.
        GrpcMessageDecoder<Q> decoder = message -> {
            try {
                return unmarshaller.decode(message);
            } catch (StatusRuntimeException malformed) {
                throw new CodecException(malformed);
            }
        };
        grpc.callHandler(
                ServiceMethod.server(
                        ServiceName.create(Objects.requireNonNull(rpc.method().getServiceName())),
                        Objects.requireNonNull(rpc.method().getBareMethodName()),
                        GrpcMessageEncoder.marshaller(rpc.method().getResponseMarshaller()),
                        decoder),
                request -> accept(rpc, request));
    }

    private <Q, R> void accept(ServedMethod<Q, R> rpc, GrpcServerRequest<Q, R> request) {
        Port<Q, R> port = new Port<>(vertx.getOrCreateContext(), request);
        request.pause();
        RunningCall<Q, R> running;
        try {
            CallContext call = RpcServer.context(
                    request.headers().get(MetadataKeys.TIMEOUT),
                    request.headers().get(MetadataKeys.IDEMPOTENCY_KEY));
            running = new RunningCall<>(rpc, call, port);
        } catch (GatewayException malformed) {
            port.fail(malformed);
            port.over();
            return;
        }
        request.invalidMessageHandler(invalid -> running.fail(refusal(invalid)));
        request.errorHandler(_ -> running.cancel());
        request.exceptionHandler(_ -> running.cancel());
        request.handler(running::message);
        request.endHandler(_ -> running.requestEnded());
        request.response().drainHandler(_ -> port.drained(running));
        running.begin();
    }

    private GatewayException refusal(InvalidMessageException invalid) {
        return invalid instanceof MessageSizeOverflowException tooLong
                ? new TooLarge("message", tooLong.messageSize(), server.messageBytesMax())
                : new Rejected("message", "must be a protobuf message of the method's type", "");
    }

    /** A call as Vert.x has it. */
    private final class Port<Q, R> implements CallPort<R> {
        private static final long NO_TIMER = -1;
        private static final int CANCELLED = 1;

        private final Context context;
        private final GrpcServerRequest<Q, R> request;
        private final @Nullable ObservedRpc observed;
        private int code = CANCELLED;
        private long timer = NO_TIMER;
        private boolean full;

        Port(Context context, GrpcServerRequest<Q, R> request) {
            this.context = context;
            this.request = request;
            this.observed =
                    server.observe(request.fullMethodName(), request.headers().get(MetadataKeys.TRACEPARENT));
        }

        @Override
        public io.smallrye.mutiny.Context context() {
            return observed == null ? io.smallrye.mutiny.Context.empty() : observed.context();
        }

        @Override
        public void onLoop(Runnable step) {
            context.runOnContext(_ -> step.run());
        }

        @Override
        public void watch(TimerWheel.Timed call, Deadline deadline) {
            Duration left = deadline.leftOr(Duration.ZERO);
            timer = vertx.setTimer(Math.max(1, left.plusNanos(999_999).toMillis()), _ -> call.expireNow());
        }

        @Override
        public void forget(TimerWheel.Timed call) {
            if (timer != NO_TIMER) {
                vertx.cancelTimer(timer);
            }
        }

        @Override
        public void pull() {
            request.fetch(1);
        }

        @Override
        public boolean send(R message) {
            // Whether the client still listens shows as the end of its request.
            request.response().write(message).onFailure(_ -> {});
            full = request.response().writeQueueFull();
            return !full;
        }

        /** Vert.x tells each time there is room again, also when nobody waited for it. */
        void drained(RunningCall<Q, R> running) {
            if (full) {
                full = false;
                running.room();
            }
        }

        @Override
        public void answer(R message) {
            code = 0;
            request.response().end(message).onFailure(_ -> {});
        }

        @Override
        public void end() {
            code = 0;
            request.response().end().onFailure(_ -> {});
        }

        @Override
        public void fail(Throwable failure) {
            Answer answer = server.failed(failure, request.headers().get(MetadataKeys.REQUEST_ID));
            code = answer.code();
            GrpcAnswers.fail(request.response(), answer);
        }

        @Override
        public void over() {
            if (observed != null) {
                observed.end(code);
            }
            server.inFlight().leave();
        }
    }
}
