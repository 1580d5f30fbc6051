// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.admit;

/** What may be done with a subject. Each allows what those before it allow. */
public enum Access {
    /** Read its schemas and settings, look up and compare. */
    READ,
    /** Register, and delete softly. */
    WRITE,
    /** Everything: settings, permanent deletion, approvals. */
    ADMIN;

    /** Whether this is enough where {@code needed} is asked for. */
    public boolean covers(Access needed) {
        return compareTo(needed) >= 0;
    }
}
