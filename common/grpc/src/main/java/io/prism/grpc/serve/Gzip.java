// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufInputStream;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Messages that were sent compressed. */
final class Gzip {

    private static final int STEP_BYTES = 8 << 10;

    private Gzip() {}

    /**
     * The message that {@code length} bytes from the reader index on stand for; whoever gets it releases it.
     *
     * @param most longest message; not a byte more is inflated
     * @throws TooLarge when it is longer
     * @throws Rejected when it is no gzip
     */
    static ByteBuf inflate(ByteBufAllocator alloc, ByteBuf from, int length, long most) {
        ByteBuf message = alloc.heapBuffer(Math.max(STEP_BYTES, length));
        boolean whole = false;
        try (InputStream inflating =
                new GZIPInputStream(new ByteBufInputStream(from.slice(from.readerIndex(), length)), STEP_BYTES)) {
            int read = 0;
            while (read >= 0) {
                int step = (int) Math.min(STEP_BYTES, most + 1 - message.readableBytes());
                read = message.writeBytes(inflating, step);
                if (message.readableBytes() > most) {
                    throw new TooLarge("message", message.readableBytes(), most);
                }
            }
            whole = true;
            return message;
        } catch (IOException broken) {
            throw new Rejected("message", "must be what gzip makes of a message", "");
        } finally {
            if (!whole) {
                message.release();
            }
        }
    }
}
