// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

/** What a read sees; each level includes those before it. */
public enum Consistency {
    /** A read may see an older state. */
    EVENTUAL,
    /** Every read sees every write that was acknowledged before it began. */
    LINEARIZABLE
}
