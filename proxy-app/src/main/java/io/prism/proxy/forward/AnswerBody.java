// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Stream;
import io.prism.grpc.wire.Peer;

/**
 * Carries a call's answer to its client, no faster than the client takes it: the process gets credit for what has left.
 * Belongs to one event loop.
 */
final class AnswerBody {

    private final Peer client;
    private final Http2Stream to;
    private final ByteBudget room;
    private int owed;
    /** Pieces that wait to leave. When there is none left, and only then, somebody must let the process go on. */
    private int waiting;

    /**
     * The answer that goes out on {@code to}.
     *
     * @param room for what clients have not taken yet
     */
    AnswerBody(Peer client, Http2Stream to, ByteBudget room) {
        this.client = client;
        this.to = to;
        this.room = room;
    }

    /**
     * Sends a piece of the answer.
     *
     * @return how many bytes more the process may send now, or -1 when too much waits for clients already; then the
     *     piece was not sent
     */
    int send(ProcessStream from, ByteBuf data, boolean end) {
        int bytes = data.readableBytes();
        if (client.writable(to)) {
            client.data(to, data.retain(), end);
            return bytes;
        }
        if (!room.take(bytes)) {
            return -1;
        }
        owed += bytes;
        waiting++;
        client.data(to, data.retain(), end, written -> sent(written, from, bytes));
        return 0;
    }

    private void sent(ChannelFuture written, ProcessStream from, int bytes) {
        room.free(bytes);
        waiting--;
        if (written.isSuccess() && waiting == 0) {
            int due = owed;
            owed = 0;
            from.credit(due);
        }
    }
}
