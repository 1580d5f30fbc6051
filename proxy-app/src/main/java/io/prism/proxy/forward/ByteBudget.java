// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

/** How many bytes the calls of one event loop may hold together for one purpose. Belongs to that event loop. */
public final class ByteBudget {

    private long left;

    ByteBudget(long most) {
        this.left = most;
    }

    /** Takes room for {@code bytes}; false when there is not enough. */
    public boolean take(int bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    /** Gives room back. */
    public void free(int bytes) {
        left += bytes;
    }
}
