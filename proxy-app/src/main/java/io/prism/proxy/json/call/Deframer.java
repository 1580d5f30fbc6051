// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.call;

import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.TooLarge;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into gRPC's messages. */
final class Deframer {

    private static final int PREFIX = 5;
    private static final long UNSIGNED = 0xffffffffL;

    private final long messageBytesMax;
    private Buffer rest = Buffer.buffer();
    private int from;

    Deframer(long messageBytesMax) {
        this.messageBytesMax = messageBytesMax;
    }

    /** A message as gRPC sends it. */
    static Buffer frame(byte[] message) {
        return Buffer.buffer(PREFIX + message.length)
                .appendByte((byte) 0)
                .appendInt(message.length)
                .appendBytes(message);
    }

    /** More bytes have come. */
    void add(Buffer bytes) {
        if (from == rest.length()) {
            rest = bytes;
        } else if (from == 0) {
            rest = rest.appendBuffer(bytes);
        } else {
            // A copy, so that what was read already can be let go.
            rest = Buffer.buffer(rest.getBytes(from, rest.length())).appendBuffer(bytes);
        }
        from = 0;
    }

    /**
     * The next message that is there as a whole; null when there is none.
     *
     * @throws GatewayException.TooLarge when it is longer than is allowed
     */
    byte @Nullable [] next() {
        int there = rest.length() - from;
        if (there < PREFIX) {
            return null;
        }
        long length = rest.getInt(from + 1) & UNSIGNED;
        if (length > messageBytesMax) {
            throw new TooLarge("answer", length, messageBytesMax);
        }
        if (there < PREFIX + length) {
            return null;
        }
        int begin = from + PREFIX;
        from = begin + (int) length;
        return rest.getBytes(begin, from);
    }

    /** Whether something is left that was not handed out. */
    boolean broken() {
        return from < rest.length();
    }
}
