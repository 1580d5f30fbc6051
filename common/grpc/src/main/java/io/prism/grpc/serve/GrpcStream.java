// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.serve;

import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import io.prism.core.failure.Answer;
import io.prism.grpc.wire.Peer;
import io.prism.grpc.wire.TimerWheel;
import io.vertx.core.impl.ContextInternal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One gRPC call as its server has it: what comes on its HTTP/2 stream is read message by message, as far as the reader
 * asks for it, and what it sends leaves at the end of the event loop's turn. Belongs to the event loop of its connection.
 *
 * <pre>
 * DATA ──▶ {@link RequestMessages} ──message──▶ {@link GrpcReader} ──▶ send, end, fail ──▶ HEADERS, DATA, HEADERS
 *   ▲            │ window
 *   └────pull────┘
 * </pre>
 */
public final class GrpcStream implements ChannelFutureListener {

    private static final AsciiString ENCODING = AsciiString.cached("grpc-encoding");
    private static final int CANCELLED = 1;
    /** What one call may write before others have their turn. */
    private static final int TURN_BYTES = 64 << 10;

    /**
     * What the calls of a connection share.
     *
     * @param peer the connection
     * @param context of Vert.x, whose event loop it is
     * @param wheel the deadlines of that loop
     */
    public record Place(Peer peer, ContextInternal context, TimerWheel wheel) {}

    private final Place place;
    private final Http2Stream stream;
    private final Http2Headers request;
    private final @Nullable CharSequence requestId;
    private @Nullable GrpcReader reader;
    private @Nullable RequestMessages messages;
    private boolean begun;
    private boolean ended;
    private boolean halfClosed;
    private int written;
    private int status = CANCELLED;

    /**
     * A call whose headers have come.
     *
     * @param request its headers
     * @param requestId what the client is told that the call is called; null for nothing
     */
    public GrpcStream(Place place, Http2Stream stream, Http2Headers request, @Nullable CharSequence requestId) {
        this.place = place;
        this.stream = stream;
        this.request = request;
        this.requestId = requestId;
    }

    /** {@code /package.Service/Method}. */
    public String path() {
        return Objects.requireNonNullElse(request.path(), "").toString();
    }

    /** The text of a header of the request; null when it has none of that name. */
    public @Nullable String header(AsciiString name) {
        CharSequence value = request.get(name);
        return value == null ? null : value.toString();
    }

    /** What it shares with the other calls of its connection. */
    public Place place() {
        return place;
    }

    /** The gRPC status that it ended with, so far; that of a cancelled call when it was not answered. */
    public int status() {
        return status;
    }

    /**
     * Gives the request to {@code by}, message by message, as far as they are asked for.
     *
     * @param messageBytesMax longest message that is read
     */
    public void serve(GrpcReader by, long messageBytesMax) {
        reader = by;
        messages = new RequestMessages(by, place.peer().alloc(), header(ENCODING), messageBytesMax);
    }

    /**
     * Takes a piece of the request from the connection.
     *
     * @return how many bytes more the client may send now
     */
    public int data(ByteBuf data, boolean end) {
        halfClosed |= end;
        RequestMessages open = messages;
        if (open == null || ended) {
            return data.readableBytes();
        }
        ContextInternal before = place.context().beginDispatch();
        try {
            return open.take(data, end);
        } finally {
            place.context().endDispatch(before);
        }
    }

    /** The request has ended without another piece. */
    public void requestEnded() {
        place.peer().credit(stream, data(Peer.nothing(), true));
    }

    /** Its stream is gone. */
    public void closed() {
        GrpcReader told = reader;
        if (!ended) {
            over();
            if (told != null) {
                ContextInternal before = place.context().beginDispatch();
                try {
                    told.cancelled();
                } finally {
                    place.context().endDispatch(before);
                }
            }
        }
    }

    /** Asks for one message more. */
    public void pull() {
        RequestMessages open = messages;
        if (open != null && !ended) {
            int credit = open.pull();
            // The reader may have ended the call on what it got.
            if (!ended && !halfClosed) {
                place.peer().credit(stream, credit);
            }
        }
    }

    /**
     * Sends a message of the answer.
     *
     * @return whether there is room for another one; if not, the reader is told when there is
     */
    public boolean send(MessageLite message) {
        ByteBuf frame = ProtobufFrames.frame(place.peer().alloc(), message);
        begin();
        written += frame.readableBytes();
        if (written < TURN_BYTES && place.peer().writable(stream)) {
            place.peer().data(stream, frame, false);
            return true;
        }
        written = 0;
        place.peer().data(stream, frame, false, this);
        return false;
    }

    /** Sends the only message of an answer, and ends it. */
    public void answer(MessageLite message) {
        ByteBuf frame = ProtobufFrames.frame(place.peer().alloc(), message);
        begin();
        place.peer().data(stream, frame, false);
        end();
    }

    /** Ends an answer that went well. */
    public void end() {
        begin();
        status = 0;
        finish(AnswerHeaders.END);
    }

    /** Ends an answer that is, or has become, a failure. */
    public void fail(Answer answer) {
        status = answer.code();
        finish(AnswerHeaders.ending(begun, answer, requestId));
    }

    /** Ends a call that was not looked at, and says so. */
    public void refuse(Answer answer) {
        status = answer.code();
        finish(AnswerHeaders.untouched(AnswerHeaders.failed(answer, requestId)));
    }

    @Override
    public void operationComplete(ChannelFuture sent) {
        if (sent.isSuccess()) {
            // Never from within: small frames are taken while the flow controller still counts them, and a message that
            // were written then would be counted as sent. Besides, other calls have their turn.
            place.context().runOnContext(_ -> roomAgain());
        }
    }

    private void roomAgain() {
        GrpcReader told = reader;
        if (!ended && told != null) {
            told.room();
        }
    }

    private void begin() {
        if (!begun) {
            begun = true;
            place.peer().headers(stream, AnswerHeaders.begin(requestId), false);
        }
    }

    private void finish(Http2Headers last) {
        over();
        if (halfClosed) {
            place.peer().headers(stream, last, true);
        } else {
            place.peer().headers(stream, last, true, _ -> stop());
        }
    }

    /** The client has its answer, whatever it was going to send. */
    private void stop() {
        Http2Stream still = place.peer().connection().stream(stream.id());
        if (stream.equals(still) && !halfClosed) {
            place.peer().reset(stream, Http2Error.NO_ERROR.code());
        }
    }

    private void over() {
        ended = true;
        RequestMessages open = messages;
        if (open != null) {
            open.drop();
        }
    }
}
