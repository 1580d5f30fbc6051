// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.serve;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Rejected;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Tells gRPC calls from other requests, and which service they are for. */
public final class GrpcPath {

    private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    private static final AsciiString POST = AsciiString.cached("POST");

    private GrpcPath() {}

    /** Whether this is a gRPC call at all: a POST over HTTP/2 with gRPC's content type. */
    public static boolean isGrpc(HttpServerRequest request) {
        String contentType = request.getHeader("content-type");
        return request.version() == HttpVersion.HTTP_2
                && request.method().equals(HttpMethod.POST)
                && contentType != null
                && isProtobuf(contentType);
    }

    /** Whether these are the headers of a gRPC call: a POST with gRPC's content type. */
    public static boolean isGrpc(Http2Headers headers) {
        CharSequence type = headers.get(CONTENT_TYPE);
        return type != null && POST.contentEquals(headers.method()) && isProtobuf(type.toString());
    }

    /** Whether a content type is gRPC's: neither grpc-web nor another encoding than protobuf. */
    public static boolean isProtobuf(String contentType) {
        return contentType.equals("application/grpc")
                || contentType.startsWith("application/grpc+proto")
                || contentType.startsWith("application/grpc;");
    }

    /**
     * The service in {@code /package.Service/Method}.
     *
     * @throws GatewayException.Rejected when the path has another form
     */
    public static String service(String path) {
        int slash = path.lastIndexOf('/');
        if (slash < 2 || slash == path.length() - 1) {
            throw new Rejected(":path", "must be /package.Service/Method", path);
        }
        return path.substring(1, slash);
    }

    /** Answers a request that is not gRPC, so that a person with a browser or curl learns where they are. */
    public static void explain(HttpServerRequest request, String hint) {
        request.response()
                .setStatusCode(415)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end("This port speaks gRPC over HTTP/2. " + hint + "\n")
                .onFailure(_ -> {});
    }
}
