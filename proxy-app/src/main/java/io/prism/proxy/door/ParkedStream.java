// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.prism.proxy.admit.Admission;
import io.prism.proxy.forward.ByteBudget;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a call that waits to be let in. What the client sends meanwhile is kept, and gives it no leave to send
 * more. Belongs to the event loop of its connection.
 */
final class ParkedStream implements ClientStream {

    private final FrameCall call;
    private final CompletableFuture<Admission> decided;
    private final ByteBudget room;
    private final Queue<ByteBuf> kept = new ArrayDeque<>();
    private @Nullable Http2Headers trailers;
    private int bytes;
    private boolean ended;

    /**
     * A stream that waits.
     *
     * @param decided gets the verdict
     * @param room for the bytes of all that wait on the event loop
     */
    ParkedStream(FrameCall call, CompletableFuture<Admission> decided, ByteBudget room) {
        this.call = call;
        this.decided = decided;
        this.room = room;
        this.ended = call.arrival().end();
    }

    FrameCall call() {
        return call;
    }

    CompletableFuture<Admission> decided() {
        return decided;
    }

    /** Keeps a piece of the request; false when there is no room. */
    boolean keep(ByteBuf data, boolean end) {
        ended |= end;
        if (!room.take(data.readableBytes())) {
            return false;
        }
        bytes += data.readableBytes();
        kept.add(data.retainedSlice());
        return true;
    }

    /** Keeps what the request ends with. */
    void keep(Http2Headers last) {
        ended = true;
        trailers = last;
    }

    /** The next piece that was kept, for the caller to release; null when there is none left. */
    @Nullable
    ByteBuf next() {
        return kept.poll();
    }

    /** What the request has ended with; null when it has not, or ended without. */
    @Nullable
    Http2Headers trailers() {
        return trailers;
    }

    /** Whether the piece that {@link #next} gave last ends the request. */
    boolean endsHere() {
        return ended && trailers == null && kept.isEmpty();
    }

    /** Gives up: the client is gone. */
    void abandon() {
        decided.cancel(false);
        release();
    }

    /** Gives back what it holds. */
    void release() {
        kept.forEach(ByteBuf::release);
        kept.clear();
        room.free(bytes);
        bytes = 0;
    }
}
