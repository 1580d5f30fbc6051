// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

/** What an acknowledged write survives; each level includes those before it. */
public enum Durability {
    /** Nothing for sure: it can be gone when the process that holds it ends or is killed. */
    NONE,
    /** The end of the process that holds it ({@code kill -9}), not a crash of its machine. */
    PROCESS,
    /** A crash of the machine or loss of power. */
    FSYNC
}
