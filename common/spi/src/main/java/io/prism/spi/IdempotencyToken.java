// SPDX-License-Identifier: Apache-2.0
package io.prism.spi;

import java.time.Duration;

/**
 * Names a request, so that sending it again does nothing.
 *
 * @param token the caller's name for it, 1 to {@value #TOKEN_CHARS_MAX} printable ASCII characters
 * @param request fingerprint of the whole request; the same token with another one is a
 *     {@link io.prism.core.failure.GatewayException.Conflict}
 * @param window how long the outcome is remembered, from the moment it was written; at least one second
 */
public record IdempotencyToken(String token, String request, Duration window) {

    /** Longest token. */
    public static final int TOKEN_CHARS_MAX = 300;
}
