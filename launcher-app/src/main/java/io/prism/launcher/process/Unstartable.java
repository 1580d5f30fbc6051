// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import java.io.IOException;

/** A program that cannot be started, and what kind of failure that is. */
public final class Unstartable extends IOException {

    private final Fault fault;

    /** Says what is wrong and what to do. */
    public Unstartable(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** What kind of failure it is. */
    public Fault fault() {
        return fault;
    }
}
