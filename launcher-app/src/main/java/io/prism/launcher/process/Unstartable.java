// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import java.io.IOException;

/** A program that cannot be started, and what kind of failure that is. */
public final class Unstartable extends IOException {

    private final FailureKind kind;

    /** Says what is wrong and what to do. */
    public Unstartable(FailureKind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What kind of failure it is. */
    public FailureKind kind() {
        return kind;
    }
}
