// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.prism.grpc.serve.GrpcStream;
import io.prism.grpc.wire.Peer;

/**
 * A call as it comes from a client.
 *
 * @param place the connection it came over, and its event loop
 * @param stream its stream there
 * @param headers its headers; whoever forwards the call may change them
 * @param path what it calls: {@code /package.Service/Method}
 * @param end whether the request ends with its headers
 */
public record Arrival(GrpcStream.Place place, Http2Stream stream, Http2Headers headers, String path, boolean end) {

    /** The connection it came over. */
    public Peer client() {
        return place.peer();
    }
}
