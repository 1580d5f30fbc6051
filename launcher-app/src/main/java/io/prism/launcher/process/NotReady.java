// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

/** A process does not do what it was asked. The message is a sentence without its subject and holds no secrets. */
public final class NotReady extends Exception {

    /** Says what went wrong. */
    public NotReady(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
