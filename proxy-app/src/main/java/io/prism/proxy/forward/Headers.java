// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.prism.core.Deadline;
import io.prism.core.GrpcTimeout;
import io.prism.core.MetadataKeys;
import io.prism.proxy.observe.RequestIds;
import io.prism.proxy.route.Route;
import java.time.Duration;

/** What changes in a call's headers on the way. */
final class Headers {

    static final AsciiString SESSION = AsciiString.cached(MetadataKeys.SESSION);
    static final AsciiString TIMEOUT = AsciiString.cached(MetadataKeys.TIMEOUT);
    static final AsciiString REFUSED = AsciiString.cached(MetadataKeys.REFUSED);

    private static final AsciiString TRACEPARENT = AsciiString.cached(MetadataKeys.TRACEPARENT);
    private static final AsciiString NAMESPACE = AsciiString.cached(MetadataKeys.NAMESPACE);
    private static final AsciiString BINDING = AsciiString.cached(MetadataKeys.BINDING);
    static final AsciiString STATUS = AsciiString.cached("grpc-status");
    private static final AsciiString LOCALHOST = AsciiString.cached("localhost");
    private static final AsciiString HTTP = AsciiString.cached("http");
    private static final long SPENT_NANOS = Duration.ofMillis(1).toNanos();

    private Headers() {}

    /** Whether a header's value differs from call to call, so that it would push the others out of HPACK's table. */
    static boolean fleeting(CharSequence name) {
        return switch (name.length()) {
            case 10 -> RequestIds.HEADER.contentEquals(name);
            case 11 -> TRACEPARENT.contentEquals(name);
            case 12 -> TIMEOUT.contentEquals(name);
            default -> false;
        };
    }

    /** Addresses a request to the process of its binding. The headers are the client's own: nothing is copied. */
    static void address(Http2Headers request, Route.Process route) {
        request.authority(LOCALHOST).scheme(HTTP);
        request.set(NAMESPACE, route.namespaceHeader());
        request.set(BINDING, route.bindingHeader());
    }

    /**
     * Writes the time that is left.
     *
     * @param came value of {@link System#nanoTime()} when the request came
     */
    static void shorten(Http2Headers request, Deadline deadline, long came) {
        // Less than the unit we write in: what the client wrote is still right.
        if (deadline.bounded() && System.nanoTime() - came >= SPENT_NANOS) {
            request.set(TIMEOUT, AsciiString.of(GrpcTimeout.format(deadline.leftOr(Duration.ZERO))));
        }
    }

    /** Whether headers only announce that the answer will come. */
    static boolean informational(Http2Headers answer) {
        CharSequence status = answer.status();
        return status != null && status.length() == 3 && status.charAt(0) == '1';
    }
}
