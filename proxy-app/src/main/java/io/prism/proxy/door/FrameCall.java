// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.prism.core.Deadline;
import io.prism.core.GrpcTimeout;
import io.prism.core.MetadataKeys;
import io.prism.proxy.admit.CallAddress;
import io.prism.proxy.admit.IncomingCall;
import io.prism.proxy.forward.Arrival;
import io.prism.proxy.limit.Pressure;
import io.prism.proxy.observe.ObservedCall;
import io.prism.proxy.observe.Observer;
import org.jspecify.annotations.Nullable;

/** A gRPC call that comes as HTTP/2 frames. */
final class FrameCall extends IncomingCall {

    private static final AsciiString NAMESPACE = AsciiString.cached(MetadataKeys.NAMESPACE);
    private static final AsciiString BINDING = AsciiString.cached(MetadataKeys.BINDING);
    private static final AsciiString SESSION = AsciiString.cached(MetadataKeys.SESSION);
    private static final AsciiString TIMEOUT = AsciiString.cached(MetadataKeys.TIMEOUT);

    private final Arrival arrival;
    private final ServicePaths paths;

    FrameCall(EventLoop loop, Pressure pressure, Arrival arrival, ServicePaths paths) {
        super(loop, pressure);
        this.arrival = arrival;
        this.paths = paths;
    }

    @Override
    protected ObservedCall begin(Observer observer) {
        return observer.begin(arrival.client(), arrival.headers(), arrival.path());
    }

    @Override
    protected CallAddress readTarget() {
        Http2Headers headers = arrival.headers();
        String service = paths.service(arrival.path());
        if (!service.isEmpty()) {
            observed().trace(headers);
        }
        return new CallAddress(
                service, text(headers.get(NAMESPACE)), text(headers.get(BINDING)), text(headers.get(SESSION)));
    }

    @Override
    protected Deadline readDeadline() {
        return GrpcTimeout.parse(text(arrival.headers().get(TIMEOUT)));
    }

    Arrival arrival() {
        return arrival;
    }

    private static @Nullable String text(@Nullable CharSequence value) {
        return value == null ? null : value.toString();
    }
}
