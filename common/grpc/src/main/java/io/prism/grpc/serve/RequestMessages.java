// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.serve;

import static io.prism.grpc.serve.ProtobufFrames.PREFIX_BYTES;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.NotServed;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one request, put together from its data. A message that came whole is read from where it lies; what
 * came in pieces is copied once, however small the pieces are. What has not been asked for is held, as far as the window
 * lets the client send it. Belongs to the call's event loop.
 */
final class RequestMessages {

    private static final int FIRST_BYTES = 1 << 10;
    private static final int COMPRESSED = 1;

    private final GrpcReader reader;
    private final ByteBufAllocator alloc;
    private final @Nullable String encoding;
    private final long most;
    /** Data that was not read yet. */
    private @Nullable ByteBuf held;
    /** How much of what came the client has not been let send again. */
    private int owed;

    private int wanted;
    private boolean reading;
    private boolean ended;
    private boolean over;

    /**
     * Of a request that has just begun.
     *
     * @param encoding how messages are compressed that are; null when it was not said
     * @param most longest message, in bytes, as it is sent and as it is when it is inflated
     */
    RequestMessages(GrpcReader reader, ByteBufAllocator alloc, @Nullable String encoding, long most) {
        this.reader = reader;
        this.alloc = alloc;
        this.encoding = encoding;
        this.most = most;
    }

    /**
     * Takes a piece of the request.
     *
     * @return how many bytes more the client may send now
     */
    int take(ByteBuf data, boolean end) {
        owed += data.readableBytes();
        ended |= end;
        ByteBuf rest = held;
        if (rest == null) {
            read(data);
            if (data.isReadable() && !over) {
                held = alloc.directBuffer(Math.max(FIRST_BYTES, data.readableBytes()));
                held.writeBytes(data);
            }
        } else {
            rest.discardSomeReadBytes();
            rest.writeBytes(data);
            read(rest);
        }
        return settle();
    }

    /**
     * Asks for one message more.
     *
     * @return how many bytes more the client may send now
     */
    int pull() {
        wanted++;
        if (reading || over) {
            return 0;
        }
        ByteBuf rest = held;
        if (rest != null) {
            read(rest);
        }
        return settle();
    }

    /** Nothing of it is read any more. */
    void drop() {
        over = true;
        if (!reading) {
            release();
        }
    }

    private void read(ByteBuf from) {
        reading = true;
        try {
            while (wanted > 0 && !over && from.readableBytes() >= PREFIX_BYTES && message(from)) {
                // The next one.
            }
        } catch (GatewayException bad) {
            over = true;
            reader.unreadable(bad);
        } finally {
            reading = false;
        }
        if (ended && !over) {
            end(from);
        }
    }

    private void end(ByteBuf rest) {
        if (!rest.isReadable()) {
            over = true;
            reader.halfClosed();
        } else if (wanted > 0) {
            over = true;
            reader.unreadable(new Rejected("message", "must be whole, but the request ended within it", ""));
        }
    }

    /** Hands over the message at the reader index; false when it is not there as a whole. */
    private boolean message(ByteBuf from) {
        int at = from.readerIndex();
        int flags = from.getUnsignedByte(at);
        long length = from.getUnsignedInt(at + 1);
        if (length > most) {
            throw new TooLarge("message", length, most);
        }
        if (flags > COMPRESSED) {
            throw new Rejected("message", "must begin with a flag of 0 or 1", Integer.toString(flags));
        }
        if (from.readableBytes() - PREFIX_BYTES < length) {
            return false;
        }
        wanted--;
        from.skipBytes(PREFIX_BYTES);
        int next = from.readerIndex() + (int) length;
        if (flags == COMPRESSED) {
            inflated(from, (int) length);
        } else {
            reader.message(from, (int) length);
        }
        from.readerIndex(next);
        return true;
    }

    private void inflated(ByteBuf from, int length) {
        if (!Objects.equals(encoding, "gzip")) {
            throw new NotServed(
                    "grpc-encoding " + encoding, "messages can be sent as they are or with gzip", List.of());
        }
        ByteBuf message = Gzip.inflate(alloc, from, length, most);
        try {
            reader.message(message, message.readableBytes());
        } finally {
            message.release();
        }
    }

    /** What the client may send now: what has been read, and what a message that is asked for still lacks. */
    private int settle() {
        ByteBuf rest = held;
        if (over || (rest != null && !rest.isReadable())) {
            release();
            rest = null;
        }
        int kept = (rest == null || wanted > 0) ? 0 : rest.readableBytes();
        int credit = Math.max(0, owed - kept);
        owed -= credit;
        return credit;
    }

    private void release() {
        ByteBuf rest = held;
        if (rest != null) {
            held = null;
            rest.release();
        }
    }
}
