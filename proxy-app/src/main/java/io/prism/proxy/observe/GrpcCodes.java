// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import io.grpc.Status;
import io.netty.handler.codec.http2.Http2Error;
import io.prism.grpc.wire.StatusCodes;
import org.jspecify.annotations.Nullable;

/** Numbers of gRPC status codes, as a proxy comes to know them. */
public final class GrpcCodes {

    private static final int TEN = 10;

    private GrpcCodes() {}

    /** The code in a {@code grpc-status} trailer; UNKNOWN when there is none, or it is none. */
    public static int of(@Nullable CharSequence trailer) {
        int length = trailer == null ? 0 : trailer.length();
        if (trailer == null || length < 1 || length > 2) {
            return Status.Code.UNKNOWN.value();
        }
        int code = 0;
        for (int i = 0; i < length; i++) {
            int digit = trailer.charAt(i) - '0';
            if (digit < 0 || digit >= TEN) {
                return Status.Code.UNKNOWN.value();
            }
            code = code * TEN + digit;
        }
        return code < StatusCodes.COUNT ? code : Status.Code.UNKNOWN.value();
    }

    /** What clients make of a stream that was reset, by the table of the gRPC protocol. */
    public static int ofReset(long http2) {
        Http2Error error = Http2Error.valueOf(http2);
        Status.Code code = error == null
                ? Status.Code.UNKNOWN
                : switch (error) {
                    case CANCEL -> Status.Code.CANCELLED;
                    case REFUSED_STREAM -> Status.Code.UNAVAILABLE;
                    case ENHANCE_YOUR_CALM -> Status.Code.RESOURCE_EXHAUSTED;
                    case INADEQUATE_SECURITY -> Status.Code.PERMISSION_DENIED;
                    default -> Status.Code.INTERNAL;
                };
        return code.value();
    }
}
