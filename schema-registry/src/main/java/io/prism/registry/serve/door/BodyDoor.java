// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.limit.RegistryLimits;
import io.prism.registry.memory.CallMemory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Stops bodies that do not say how long they are, once they are too long, and such as there is no memory for. Made with
 * its first use: filters are known before settings are.
 */
@ApplicationScoped
class BodyDoor {

    private final RegistryLimits limits;
    private final CallMemory memory;

    BodyDoor(RegistryLimits limits, CallMemory memory) {
        this.limits = limits;
        this.memory = memory;
    }

    @ServerRequestFilter
    void bound(ContainerRequestContext request) {
        InputStream body = request.getEntityStream();
        if (body != null && request.hasEntity()) {
            request.setEntityStream(new Bounded(body, limits.requestSize().asLongValue(), memory));
        }
    }

    /** Reads so many bytes and no more, and only as long as there is memory for them. Confined to one thread. */
    private static final class Bounded extends FilterInputStream {

        private static final int END = -1;

        private final long most;
        private final CallMemory memory;
        private long left;

        Bounded(InputStream body, long most, CallMemory memory) {
            super(body);
            this.most = most;
            this.memory = memory;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? END : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            int count = super.read(into, at, length);
            count(count);
            return count;
        }

        private void count(int bytes) {
            if (bytes == END) {
                memory.hasArrived();
                return;
            }
            left -= bytes;
            if (left < 0) {
                throw new RegistryException(
                        ErrorCode.REQUEST_TOO_LARGE,
                        "The body has more than %d bytes (prism.registry.limits.request-size)".formatted(most));
            }
            memory.arrives(bytes);
        }
    }
}
