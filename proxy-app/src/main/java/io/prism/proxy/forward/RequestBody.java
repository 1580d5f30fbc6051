// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.prism.grpc.wire.Peer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries a call's request to its process, no faster than the process takes it: the client gets credit for what has
 * left. Until the process begins to answer the request is kept, while there is room, so that it can be sent to another.
 * Belongs to one event loop.
 */
final class RequestBody implements ChannelFutureListener {

    /** What a piece costs beside its bytes; a flood of pieces of one byte must not look cheap. */
    private static final int PIECE_BYTES = 256;

    /** Most that is kept of a request that is under way. */
    private static final int KEPT_MOST_BYTES = 2 << 20;

    /** Smaller pieces are copied: they would keep the buffer that they were read into. */
    private static final int COPIED_BYTES = 1 << 10;

    private final Peer client;
    private final Http2Stream from;
    private final ByteBudget room;
    private final ByteBudget unsent;
    private List<ByteBuf> kept = List.of();
    private int keptBytes;
    private int owed;
    /** Pieces that wait to leave. When there is none left, and only then, somebody must let the client go on. */
    private int waiting;

    private int waitingBytes;

    private boolean whole = true;
    private boolean ended;
    private @Nullable Http2Headers trailers;
    private @Nullable Peer process;
    private @Nullable Http2Stream to;

    /**
     * The request that comes on {@code from}.
     *
     * @param ended whether it has ended with its headers
     * @param room for what is kept
     * @param unsent for what waits because the process does not take it
     */
    RequestBody(Peer client, Http2Stream from, boolean ended, ByteBudget room, ByteBudget unsent) {
        this.client = client;
        this.from = from;
        this.ended = ended;
        this.room = room;
        this.unsent = unsent;
    }

    /** Whether all of it has come. */
    boolean ended() {
        return ended;
    }

    /** Whether nothing has come but headers. */
    boolean empty() {
        return kept.isEmpty() && trailers == null;
    }

    /** Whether the whole request so far could be sent to another process. */
    boolean whole() {
        return whole;
    }

    /** Sends to {@code stream} from now on, beginning with what has come so far. */
    void sendTo(Peer target, Http2Stream stream) {
        process = target;
        to = stream;
        int last = kept.size() - 1;
        for (int i = 0; i <= last; i++) {
            boolean end = i == last && ended && trailers == null;
            target.data(stream, kept.get(i).retainedDuplicate(), end);
        }
        Http2Headers ending = trailers;
        if (ending != null) {
            target.headers(stream, ending, true);
        }
        if (ended || target.writable(stream)) {
            pay();
        } else {
            waiting++;
            target.data(stream, Peer.nothing(), false, this);
        }
    }

    /** Sends nothing until there is another process. */
    void hold() {
        process = null;
        to = null;
    }

    /**
     * A piece of the request has come.
     *
     * @return how many bytes more the client may send now, or -1 when there is no room for the piece
     */
    int take(ByteBuf data, boolean end) {
        ended = end;
        int bytes = data.readableBytes();
        if (whole && !keep(data) && to == null) {
            return -1;
        }
        Http2Stream target = to;
        Peer at = process;
        if (target == null || at == null) {
            owed += bytes;
            return 0;
        }
        if (end) {
            at.data(target, data.retain(), true);
            pay();
            return bytes;
        }
        if (at.writable(target)) {
            at.data(target, data.retain(), false);
            return bytes;
        }
        if (!unsent.take(bytes + PIECE_BYTES)) {
            return -1;
        }
        waitingBytes += bytes + PIECE_BYTES;
        owed += bytes;
        waiting++;
        at.data(target, data.retain(), false, this);
        return 0;
    }

    /** The request ends with trailers. */
    void end(Http2Headers with) {
        ended = true;
        Http2Stream target = to;
        Peer at = process;
        if (whole) {
            trailers = with;
        }
        if (target != null && at != null) {
            at.headers(target, with, true);
        }
    }

    /** Something that waited has left. */
    @Override
    public void operationComplete(ChannelFuture written) {
        waiting--;
        if (waiting == 0) {
            unsent.free(waitingBytes);
            waitingBytes = 0;
            if (written.isSuccess()) {
                pay();
            }
        }
    }

    /** Keeps nothing any more: there is an answer, or no room. */
    void answered() {
        whole = false;
        kept.forEach(ByteBuf::release);
        kept = List.of();
        room.free(keptBytes);
        keptBytes = 0;
    }

    /**
     * Sends nothing any more. The client gets credit for what it has sent: its connection's window is shared by its
     * other calls.
     */
    void stop() {
        process = null;
        to = null;
        answered();
        pay();
    }

    private void pay() {
        int due = owed;
        owed = 0;
        client.credit(from, due);
    }

    private boolean keep(ByteBuf data) {
        int bytes = data.readableBytes();
        if (bytes == 0) {
            return true;
        }
        // One long request must not use up the room for those of all others.
        if ((to != null && keptBytes > KEPT_MOST_BYTES) || !room.take(bytes + PIECE_BYTES)) {
            if (to != null) {
                answered();
            }
            return false;
        }
        keptBytes += bytes + PIECE_BYTES;
        if (kept.isEmpty()) {
            kept = new ArrayList<>(2);
        }
        kept.add(bytes <= COPIED_BYTES ? data.copy() : data.retainedSlice());
        return true;
    }
}
