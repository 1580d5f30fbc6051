// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

/** A target does not do what it should, so that there is nothing to measure. */
public final class TargetFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says which and why. */
    public TargetFailure(TargetAddress target, String why) {
        super("target %s %s".formatted(target, why));
    }
}
