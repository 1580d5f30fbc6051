// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.dapr;

/** A program that is no Dapr sidecar, or cannot be run at all; the message says why. */
public final class NoDaprd extends Exception {
    private static final long serialVersionUID = 1L;

    NoDaprd(String message) {
        super(message);
    }
}
