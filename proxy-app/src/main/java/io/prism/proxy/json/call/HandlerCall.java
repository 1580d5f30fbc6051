// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.call;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.grpc.Status;
import io.prism.core.Deadline;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.Answer;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException.Draining;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.grpc.serve.ProtobufFrames;
import io.prism.grpc.wire.TimerWheel;
import io.prism.pattern.observe.ObservedRpc;
import io.prism.pattern.serve.CallContext;
import io.prism.pattern.serve.CallPort;
import io.prism.pattern.serve.RpcServer;
import io.prism.pattern.serve.RunningCall;
import io.prism.pattern.serve.ServedMethod;
import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

/** A call of a binding in this program: {@link RunningCall} with one message in, and an {@link AnswerObserver} out. */
final class HandlerCall<Q, R> implements Outgoing, CallPort<R> {

    private final Context context;
    private final RpcServer server;
    private final ServedMethod<Q, R> rpc;
    private final CallRequest request;
    private final AnswerObserver caller;
    private final Failures failures;
    private final @Nullable ObservedRpc observed;
    private final RunningCall<Q, R> running;
    /** Ends it before its time; null when it is no stream. */
    private @Nullable Runnable end;

    private int status = Status.Code.CANCELLED.value();
    private boolean entered;
    private boolean told;
    private boolean over;

    HandlerCall(
            Context context,
            RpcServer server,
            ServedMethod<Q, R> rpc,
            CallRequest request,
            AnswerObserver caller,
            Failures failures) {
        this.context = context;
        this.server = server;
        this.rpc = rpc;
        this.request = request;
        this.caller = caller;
        this.failures = failures;
        this.observed =
                server.observe(request.method().fullName(), request.metadata().get(MetadataKeys.TRACEPARENT));
        this.running = new RunningCall<>(
                rpc,
                new CallContext(request.deadline(), request.metadata().getOrDefault(MetadataKeys.IDEMPOTENCY_KEY, "")),
                this);
    }

    @Override
    public void start() {
        entered = server.inFlight().enter();
        if (entered) {
            end = server.begin(rpc, running);
        } else {
            running.fail(new Draining("the binding"));
        }
    }

    @Override
    public void more() {
        running.room();
    }

    @Override
    public void cancel() {
        running.cancel();
    }

    @Override
    public void onLoop(Runnable step) {
        context.runOnContext(_ -> step.run());
    }

    @Override
    public void watch(TimerWheel.Timed call, Deadline deadline) {
        // Who made the call ends it in time, wherever it went.
    }

    @Override
    public void forget(TimerWheel.Timed call) {
        // It is not watched.
    }

    @Override
    public io.smallrye.mutiny.Context context() {
        return observed == null ? io.smallrye.mutiny.Context.empty() : observed.context();
    }

    /** The one message comes when it is asked for, and the end of the request after it. */
    @Override
    public void pull() {
        if (told) {
            running.requestEnded();
            return;
        }
        told = true;
        byte[] message = request.message();
        if (message.length > server.messageBytesMax()) {
            running.fail(new TooLarge("message", message.length, server.messageBytesMax()));
            return;
        }
        try {
            running.message(ProtobufFrames.parser(rpc.method()).parseFrom(message));
        } catch (InvalidProtocolBufferException malformed) {
            running.fail(new Rejected("message", "must be a protobuf message of the method's type", ""));
        }
    }

    @Override
    public boolean send(R message) {
        caller.message(((MessageLite) message).toByteArray());
        return false;
    }

    @Override
    public void answer(R message) {
        send(message);
        end();
    }

    @Override
    public void end() {
        // The caller may have gone when it was told the message.
        if (!over) {
            status = 0;
            caller.completed();
        }
    }

    @Override
    public void fail(Throwable failure) {
        Answer answer = failures.answer(failure, request.namespace());
        status = answer.code();
        caller.failed(answer);
    }

    @Override
    public void over() {
        over = true;
        if (observed != null) {
            observed.end(status);
        }
        if (entered) {
            server.over(end);
        }
    }
}
