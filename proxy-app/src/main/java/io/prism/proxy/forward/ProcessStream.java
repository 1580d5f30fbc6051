// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.prism.grpc.wire.Peer;
import io.prism.proxy.observe.ObservedCall;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The side of a call that is towards its process: nowhere, waiting for a connection, or a stream. One after the other. */
final class ProcessStream {

    private final Splice call;
    private @Nullable Upstream upstream;
    private @Nullable Peer peer;
    private @Nullable Http2Stream stream;

    ProcessStream(Splice call) {
        this.call = call;
    }

    /** Waits for a stream there; false when too many calls do. */
    boolean waitFor(Upstream at) {
        upstream = at;
        return at.take(call);
    }

    /**
     * Opens a stream; null when there can be none.
     *
     * @param observed is told when there is one
     */
    @Nullable
    Http2Stream open(Upstream at, Peer to, Http2Headers request, boolean end, ObservedCall observed) {
        upstream = at;
        Http2Stream opened = to.open(request, end);
        if (opened != null) {
            peer = to;
            stream = opened;
            to.attach(opened, call);
            observed.sent();
        }
        return opened;
    }

    /** Whether the call has been sent, and the stream is still there. */
    boolean sent() {
        return stream != null;
    }

    /** Whether this is its stream. */
    boolean is(Http2Stream other) {
        return other.equals(stream);
    }

    /** Whether the process was asked whether it is there, and did not say. */
    boolean cut() {
        return upstream != null && upstream.cut();
    }

    /** Lets the process send more. */
    void credit(int bytes) {
        Peer to = peer;
        Http2Stream open = stream;
        if (to != null && open != null) {
            to.credit(open, bytes);
        }
    }

    /** Ends the stream, or the wait for one. */
    void leave(Http2Error why) {
        Peer to = peer;
        Http2Stream open = stream;
        forget();
        if (to != null && open != null) {
            to.reset(open, why.code());
        } else if (upstream != null) {
            upstream.forget(call);
        }
    }

    /** The stream is of no interest any more, or has ended. */
    void forget() {
        if (peer != null && stream != null) {
            peer.detach(stream);
        }
        peer = null;
        stream = null;
    }

    /** Goes back to nowhere; the answer is the address of the process that was left, if there was one. */
    Optional<SocketAddress> left() {
        forget();
        Optional<SocketAddress> address = Optional.ofNullable(upstream).map(Upstream::address);
        upstream = null;
        return address;
    }
}
