// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.prism.grpc.wire.Flushes;
import io.prism.grpc.wire.Peer;

/** A connection to a client that says nothing. */
final class TestPeer {

    private TestPeer() {}

    static Peer make() {
        Http2ConnectionHandler http2 = new Http2ConnectionHandlerBuilder()
                .server(true)
                .frameListener(new Http2FrameAdapter())
                .build();
        EmbeddedChannel channel = new EmbeddedChannel(http2);
        return new Peer(channel.pipeline().context(http2), http2, new Flushes(channel.eventLoop()));
    }
}
