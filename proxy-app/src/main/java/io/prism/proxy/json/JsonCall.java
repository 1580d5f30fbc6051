// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import io.netty.channel.EventLoop;
import io.prism.core.Deadline;
import io.prism.core.MetadataKeys;
import io.prism.proxy.admit.CallAddress;
import io.prism.proxy.admit.IncomingCall;
import io.prism.proxy.json.find.RequestTarget;
import io.prism.proxy.json.find.RpcMethods;
import io.prism.proxy.limit.Pressure;
import io.prism.proxy.observe.ObservedCall;
import io.prism.proxy.observe.Observer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call that comes as an HTTP request with JSON. */
final class JsonCall extends IncomingCall {

    private final HttpServerRequest request;
    private final RpcMethods methods;
    private final CharSequence requestId;
    private @Nullable RequestHead head;

    JsonCall(EventLoop loop, Pressure pressure, HttpServerRequest request, RpcMethods methods, CharSequence requestId) {
        super(loop, pressure);
        this.request = request;
        this.methods = methods;
        this.requestId = requestId;
    }

    @Override
    protected ObservedCall begin(Observer observer) {
        return observer.begin(
                () -> String.valueOf(request.remoteAddress()),
                requestId,
                Objects.requireNonNullElse(request.path(), "/"));
    }

    @Override
    protected CallAddress readTarget() {
        RequestHead read = RequestHead.read(request, methods, requestId.toString());
        head = read;
        RequestTarget target = read.target();
        observed().means("/" + target.method().fullName());
        return new CallAddress(
                target.method().service(),
                target.namespace(),
                target.binding(),
                read.metadata().get(MetadataKeys.SESSION));
    }

    @Override
    protected Deadline readDeadline() {
        return head().deadline();
    }

    /** What the request says before its body; there once it has been read. */
    RequestHead head() {
        return Objects.requireNonNull(head);
    }
}
