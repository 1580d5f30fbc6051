// SPDX-License-Identifier: Apache-2.0
package io.prism.spi;

/**
 * How a backend is.
 *
 * @param state whether calls can be expected to succeed
 * @param message one line for a person; no secrets
 */
public record BackendHealth(State state, String message) {

    /** Whether calls can be expected to succeed. */
    public enum State {
        /** Calls succeed. */
        UP,
        /** Calls succeed, but soon may not: nearly full, pool exhausted, reconnecting. */
        DEGRADED,
        /** Calls fail. */
        DOWN
    }
}
