// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.netty.buffer.ByteBuf;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.grpc.serve.GrpcReader;
import io.prism.grpc.serve.GrpcStream;
import io.prism.grpc.serve.ProtobufFrames;
import io.prism.grpc.wire.TimerWheel;
import io.prism.pattern.observe.ObservedRpc;
import io.smallrye.mutiny.Context;
import org.jspecify.annotations.Nullable;

/** A call that came over gRPC: {@link RunningCall} on the frames of its stream. */
final class GrpcCall<Q, R> implements CallPort<R>, GrpcReader {

    private final RpcServer server;
    private final GrpcStream stream;
    private final Parser<Q> parser;
    private final @Nullable ObservedRpc observed;
    private @Nullable RunningCall<Q, R> running;
    /** Ends it before its time; null when it is no stream. */
    private @Nullable Runnable end;

    private GrpcCall(RpcServer server, GrpcStream stream, Parser<Q> parser) {
        this.server = server;
        this.stream = stream;
        this.parser = parser;
        this.observed = server.observe(stream);
    }

    /** Serves {@code stream}, which has been counted in. */
    static <Q, R> void start(RpcServer server, GrpcStream stream, ServedMethod<Q, R> rpc, CallContext context) {
        GrpcCall<Q, R> call = new GrpcCall<>(server, stream, ProtobufFrames.parser(rpc.method()));
        RunningCall<Q, R> running = new RunningCall<>(rpc, context, call);
        call.running = running;
        stream.serve(call, server.messageBytesMax());
        call.end = server.begin(rpc, running);
    }

    @Override
    public void message(ByteBuf bytes, int length) {
        try {
            running().message(ProtobufFrames.parse(parser, bytes, length));
        } catch (InvalidProtocolBufferException malformed) {
            unreadable(new Rejected("message", "must be a protobuf message of the method's type", ""));
        }
    }

    @Override
    public void halfClosed() {
        running().requestEnded();
    }

    @Override
    public void unreadable(GatewayException why) {
        running().fail(why);
    }

    @Override
    public void room() {
        running().room();
    }

    @Override
    public void cancelled() {
        running().cancel();
    }

    @Override
    public void onLoop(Runnable step) {
        stream.place().context().runOnContext(_ -> step.run());
    }

    @Override
    public void watch(TimerWheel.Timed call, Deadline deadline) {
        stream.place().wheel().set(call, deadline.nanos());
    }

    @Override
    public void forget(TimerWheel.Timed call) {
        stream.place().wheel().clear(call);
    }

    @Override
    public void pull() {
        stream.pull();
    }

    @Override
    public boolean send(R message) {
        return stream.send((MessageLite) message);
    }

    @Override
    public void answer(R message) {
        stream.answer((MessageLite) message);
    }

    @Override
    public void end() {
        stream.end();
    }

    @Override
    public void fail(Throwable failure) {
        stream.fail(server.failed(failure, stream));
    }

    @Override
    public Context context() {
        return observed == null ? Context.empty() : observed.context();
    }

    @Override
    public void over() {
        if (observed != null) {
            observed.end(stream.status());
        }
        server.over(end);
    }

    private RunningCall<Q, R> running() {
        RunningCall<Q, R> begun = running;
        if (begun == null) {
            throw new IllegalStateException("a call is told of before it is started");
        }
        return begun;
    }
}
