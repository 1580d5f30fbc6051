// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

/** What transactions see of each other; each level includes those before it. */
public enum TransactionIsolation {
    /** There are no transactions. */
    NONE,
    /** As if they ran one after the other. */
    SERIALIZABLE
}
