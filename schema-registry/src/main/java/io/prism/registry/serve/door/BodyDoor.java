// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.limit.RegistryLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Stops bodies that do not say how long they are, once they are too long. Made with its first use: filters are known
 * before settings are.
 */
@ApplicationScoped
class BodyDoor {

    private final RegistryLimits limits;

    BodyDoor(RegistryLimits limits) {
        this.limits = limits;
    }

    @ServerRequestFilter
    void bound(ContainerRequestContext request) {
        InputStream body = request.getEntityStream();
        if (body != null && request.hasEntity()) {
            request.setEntityStream(new Bounded(body, limits.requestSize().asLongValue()));
        }
    }

    /** Reads so many bytes and no more. Confined to one thread. */
    private static final class Bounded extends FilterInputStream {

        private final long most;
        private long left;

        Bounded(InputStream body, long most) {
            super(body);
            this.most = most;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            int count = super.read(into, at, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw new RegistryException(
                        ErrorCode.REQUEST_TOO_LARGE,
                        "The body has more than %d bytes (prism.registry.limits.request-size)".formatted(most));
            }
        }
    }
}
