// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.wire;

import io.netty.buffer.ByteBuf;

/**
 * Follows the lengths of gRPC messages in a stream of data, without looking at the messages: each begins with a byte of
 * flags and four bytes of length.
 */
public final class MessageLengths {

    private static final int PREFIX_BYTES = 5;

    private long left;
    private int prefixed;
    private long length;

    /**
     * Reads over {@code data}, which stays as it is.
     *
     * @param most longest message that is allowed
     * @return 0, or the length of a message that is longer
     */
    public long tooLong(ByteBuf data, long most) {
        int at = data.readerIndex();
        int end = data.writerIndex();
        while (at < end) {
            if (left > 0) {
                long step = Math.min(left, end - at);
                left -= step;
                at += (int) step;
            } else if (prefixed == 0 && end - at >= PREFIX_BYTES) {
                left = data.getUnsignedInt(at + 1);
                at += PREFIX_BYTES;
                if (left > most) {
                    return left;
                }
            } else {
                at = prefix(data, at);
                if (left > most) {
                    return left;
                }
            }
        }
        return 0;
    }

    /** One byte of a prefix that comes in pieces. */
    private int prefix(ByteBuf data, int at) {
        length = prefixed == 0 ? 0 : length << 8 | data.getUnsignedByte(at);
        prefixed++;
        if (prefixed == PREFIX_BYTES) {
            left = length;
            prefixed = 0;
        }
        return at + 1;
    }
}
