// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

/** How many bytes of requests may be kept for sending them again, on one event loop. */
final class KeptBytes {

    /** Most bytes that all calls of one event loop keep together. */
    static final int MOST = 32 << 20;

    private int left = MOST;

    /** Takes room for {@code bytes}; false when there is not enough. */
    boolean take(int bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /** Gives room back. */
    void free(int bytes) {
        left += bytes;
    }
}
