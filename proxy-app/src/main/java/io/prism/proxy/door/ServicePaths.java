// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.prism.core.failure.GatewayException;
import io.prism.grpc.serve.GrpcPath;
import io.prism.pattern.serve.ControlServer;
import java.util.HashMap;
import java.util.Map;

/** Which service a path names; the same few come again and again. Belongs to one event loop. */
final class ServicePaths {

    private static final int KEPT_MAX = 1_000;

    private final ControlServer control;
    private final Map<String, String> services = new HashMap<>();

    ServicePaths(ControlServer control) {
        this.control = control;
    }

    /**
     * The service that a path names; empty for one of the proxy's own.
     *
     * @throws GatewayException.Rejected when the path is not {@code /package.Service/Method}
     */
    String service(String path) {
        String known = services.get(path);
        if (known != null) {
            return known;
        }
        String service = GrpcPath.service(path);
        String named = control.serves(service) ? "" : service;
        if (services.size() >= KEPT_MAX) {
            services.clear();
        }
        services.put(path, named);
        return named;
    }
}
