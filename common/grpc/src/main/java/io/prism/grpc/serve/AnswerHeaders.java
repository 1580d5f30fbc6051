// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.serve;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.Answer;
import org.jspecify.annotations.Nullable;

/** The headers and trailers of answers. */
public final class AnswerHeaders {

    private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    private static final AsciiString GRPC = AsciiString.cached("application/grpc");
    private static final AsciiString ACCEPTS = AsciiString.cached("grpc-accept-encoding");
    private static final AsciiString GZIP = AsciiString.cached("gzip");
    private static final AsciiString OK = AsciiString.cached("200");
    private static final AsciiString STATUS = AsciiString.cached("grpc-status");
    private static final AsciiString MESSAGE = AsciiString.cached("grpc-message");
    private static final AsciiString DETAILS = AsciiString.cached(Answer.DETAILS_TRAILER);
    private static final AsciiString REQUEST_ID = AsciiString.cached(MetadataKeys.REQUEST_ID);
    private static final AsciiString REFUSED = AsciiString.cached(MetadataKeys.REFUSED);
    private static final AsciiString DRAINING = AsciiString.cached("draining");

    /** Before the first message of any answer. */
    private static final Http2Headers BEGIN =
            ReadOnlyHttp2Headers.serverHeaders(false, OK, CONTENT_TYPE, GRPC, ACCEPTS, GZIP);
    /** After the last message of an answer that ends well. */
    static final Http2Headers END = ReadOnlyHttp2Headers.trailers(false, STATUS, AsciiString.cached("0"));

    private AnswerHeaders() {}

    /** What an answer begins with; {@code requestId} is null when the client is not told one. */
    static Http2Headers begin(@Nullable CharSequence requestId) {
        return requestId == null
                ? BEGIN
                : new DefaultHttp2Headers(false)
                        .status(OK)
                        .set(CONTENT_TYPE, GRPC)
                        .set(ACCEPTS, GZIP)
                        .set(REQUEST_ID, requestId);
    }

    /** The headers of an answer that is a failure and nothing else. */
    public static Http2Headers failed(Answer answer, @Nullable CharSequence requestId) {
        Http2Headers headers = new DefaultHttp2Headers(false).status(OK).set(CONTENT_TYPE, GRPC);
        if (requestId != null) {
            headers.set(REQUEST_ID, requestId);
        }
        return failure(headers, answer);
    }

    /** What an answer that has become a failure ends with: trailers when it has {@code begun}, else headers. */
    public static Http2Headers ending(boolean begun, Answer answer, @Nullable CharSequence requestId) {
        return begun ? failure(new DefaultHttp2Headers(false), answer) : failed(answer, requestId);
    }

    /** Says in the headers of a failure that nothing was done, so that the call can be sent elsewhere. */
    static Http2Headers untouched(Http2Headers failed) {
        return failed.set(REFUSED, DRAINING);
    }

    private static Http2Headers failure(Http2Headers to, Answer answer) {
        return to.set(STATUS, Integer.toString(answer.code()))
                .set(MESSAGE, answer.encodedMessage())
                .set(DETAILS, answer.encodedDetails());
    }
}
