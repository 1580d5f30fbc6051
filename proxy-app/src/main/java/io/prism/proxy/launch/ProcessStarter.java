// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.launch;

import io.prism.contracts.launcher.LaunchRequest;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;

/** Who starts processes. */
@FunctionalInterface
public interface ProcessStarter {

    /**
     * Where the process listens, started if it does not run. Fails with {@link ProcessDown} when it cannot be had.
     *
     * @param key its key, for error texts
     */
    Future<SocketAddress> launch(String key, LaunchRequest request);
}
