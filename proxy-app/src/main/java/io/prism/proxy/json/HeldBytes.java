// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Busy;
import java.time.Duration;

/** Bytes of bodies and answers that are held, all requests of one event loop together. Belongs to that event loop. */
final class HeldBytes {

    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final long most;
    private long bytes;

    HeldBytes(long most) {
        this.most = most;
    }

    /**
     * Holds so many bytes more.
     *
     * @throws GatewayException.Busy when that is too much; nothing is held then
     */
    void take(long more) {
        if (bytes + more > most) {
            throw new Busy("too many bytes of HTTP requests and answers are held", RETRY_AFTER);
        }
        bytes += more;
    }

    /** Holds so many bytes more, whether or not there is room. */
    void force(long more) {
        bytes += more;
    }

    /** Holds so many bytes less. */
    void free(long fewer) {
        bytes -= fewer;
    }

    /** What is held now. */
    long bytes() {
        return bytes;
    }
}
