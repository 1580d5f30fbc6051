// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.netty.channel.EventLoop;
import io.prism.core.Deadline;
import io.prism.core.GrpcTimeout;
import io.prism.core.MetadataKeys;
import io.prism.proxy.admit.CallAddress;
import io.prism.proxy.admit.IncomingCall;
import io.prism.proxy.limit.Pressure;
import io.prism.proxy.observe.ObservedCall;
import io.prism.proxy.observe.Observer;
import io.prism.proxy.observe.RequestIds;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;

/**
 * A gRPC call whose headers no frame listener saw: the first of a connection in dev mode, or of one that was upgraded
 * from HTTP/1.1.
 */
final class RequestCall extends IncomingCall {

    private final HttpServerRequest request;
    private final ServicePaths paths;

    RequestCall(EventLoop loop, Pressure pressure, HttpServerRequest request, ServicePaths paths) {
        super(loop, pressure);
        this.request = request;
        this.paths = paths;
    }

    @Override
    protected ObservedCall begin(Observer observer) {
        return observer.begin(
                () -> String.valueOf(request.remoteAddress()),
                RequestIds.of(request.getHeader(RequestIds.HEADER)),
                path());
    }

    @Override
    protected CallAddress readTarget() {
        return new CallAddress(
                paths.service(path()),
                request.getHeader(MetadataKeys.NAMESPACE),
                request.getHeader(MetadataKeys.BINDING),
                request.getHeader(MetadataKeys.SESSION));
    }

    @Override
    protected Deadline readDeadline() {
        return GrpcTimeout.parse(request.getHeader(MetadataKeys.TIMEOUT));
    }

    private String path() {
        return Objects.requireNonNullElse(request.path(), "/");
    }
}
