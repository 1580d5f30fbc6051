// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.serve;

import io.netty.buffer.ByteBuf;
import io.prism.core.failure.GatewayException;

/** Who a call's request is read by. Is told on the event loop of the call, and nothing after the call's end. */
public interface GrpcReader {

    /**
     * A message that was asked for by {@link GrpcStream#pull()}.
     *
     * @param bytes hold it, from their reader index on; they are the stream's own, to be read now and not kept
     * @param length how many of them belong to it
     */
    void message(ByteBuf bytes, int length);

    /** The request has ended; no message is left. */
    void halfClosed();

    /** The request cannot be read any further. */
    void unreadable(GatewayException why);

    /** There is room for a message of the answer again, after {@link GrpcStream#send} said that there was none. */
    void room();

    /** The client wants no answer any more, or cannot get one. */
    void cancelled();
}
