// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.prism.proxy.forward.Splice;

/** What becomes of one stream of a client. Belongs to the event loop of its connection. */
sealed interface ClientStream permits ClientStream.Plain, ClientStream.Spliced, EmbeddedStream, ParkedStream {

    /** Streams that hold nothing. */
    enum Plain implements ClientStream {
        /** No gRPC call: Vert.x reads it, and {@link Door#handle} gets it. */
        HTTP,
        /** A call of the proxy's own services: Vert.x reads it, and {@link Door#handle} gets it. */
        SERVED_HERE,
        /** It has its answer, a refusal. */
        REFUSED
    }

    /**
     * A call that goes to a process.
     *
     * @param call takes the stream's frames there
     */
    record Spliced(Splice call) implements ClientStream {}
}
