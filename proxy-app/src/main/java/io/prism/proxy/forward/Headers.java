// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.prism.core.Deadline;
import io.prism.core.GrpcTimeout;
import io.prism.core.MetadataKeys;
import io.prism.core.config.BindingConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;

/** What changes in a call's headers on the way: the address, the binding that was chosen and the time that is left. */
final class Headers {

    private Headers() {}

    static RequestOptions target(SocketAddress process, HttpServerRequest request) {
        return new RequestOptions()
                .setServer(process)
                .setHost("localhost")
                .setPort(80)
                .setMethod(HttpMethod.POST)
                .setURI(request.uri());
    }

    static void copy(HttpServerRequest from, HttpClientRequest to, BindingConfig binding, Deadline deadline) {
        MultiMap headers = to.headers();
        headers.setAll(from.headers());
        // Pseudo-headers are set by the request itself.
        headers.remove(":method").remove(":path").remove(":scheme").remove(":authority");
        headers.set(MetadataKeys.NAMESPACE, binding.namespace()).set(MetadataKeys.BINDING, binding.name());
        if (deadline.bounded()) {
            headers.set(MetadataKeys.TIMEOUT, GrpcTimeout.format(deadline.leftOr(Duration.ZERO)));
        }
    }
}
