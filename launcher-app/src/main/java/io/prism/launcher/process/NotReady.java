// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

/** A process does not do what it was asked. The message is a sentence without its subject and holds no secrets. */
public final class NotReady extends Exception {

    private final FailureKind kind;

    /** Says what went wrong. */
    public NotReady(FailureKind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** What went wrong, and of which kind it is. */
    public FailureCause why() {
        return new FailureCause(kind, getMessage());
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
