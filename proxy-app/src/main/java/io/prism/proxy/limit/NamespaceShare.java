// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.limit;

import io.prism.core.config.NamespaceLimits;
import io.prism.core.failure.GatewayException.Busy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one namespace may use of the proxy. Safe for use by many threads. */
final class NamespaceShare {

    private static final long LEAST_WAIT_NANOS = Duration.ofMillis(10).toNanos();

    private final String namespace;
    private final NamespaceLimits limits;
    private final @Nullable TokenBucket calls;
    private final @Nullable TokenBucket bytes;

    NamespaceShare(String namespace, NamespaceLimits limits) {
        this.namespace = namespace;
        this.limits = limits;
        this.calls = limits.callsPerSecond() == 0 ? null : new TokenBucket(limits.callsPerSecond(), System::nanoTime);
        this.bytes = limits.bytesPerSecond() == 0 ? null : new TokenBucket(limits.bytesPerSecond(), System::nanoTime);
    }

    NamespaceLimits limits() {
        return limits;
    }

    /**
     * Takes a call in.
     *
     * @throws Busy when the namespace has used up what it may
     */
    void begin() {
        if (bytes != null && !bytes.solvent()) {
            throw busy("%d bytes a second".formatted(limits.bytesPerSecond()), bytes);
        }
        if (calls != null && !calls.take()) {
            throw busy("%d calls a second".formatted(limits.callsPerSecond()), calls);
        }
    }

    /** Counts bytes of requests and answers. */
    void spend(int count) {
        if (bytes != null) {
            bytes.spend(count);
        }
    }

    private Busy busy(String limit, TokenBucket bucket) {
        long wait = Math.max(LEAST_WAIT_NANOS, bucket.owing(System.nanoTime()));
        return new Busy("namespace '%s' has used up its %s".formatted(namespace, limit), Duration.ofNanos(wait));
    }
}
