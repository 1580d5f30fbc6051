// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.launch;

import io.prism.core.config.HostPort;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;

/** How the launcher writes addresses: {@code unix:PATH} or {@code HOST:PORT}. */
final class SocketAddresses {

    private static final String UNIX = "unix:";

    private SocketAddresses() {}

    static Optional<SocketAddress> parse(String text) {
        if (text.startsWith(UNIX) && text.length() > UNIX.length()) {
            return Optional.of(SocketAddress.domainSocketAddress(text.substring(UNIX.length())));
        }
        return HostPort.parse(text).map(to -> SocketAddress.inetSocketAddress(to.port(), to.host()));
    }
}
