// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit;

/** Where the subject of a contract suite runs, seen from the test. */
public enum Placement {
    /** The driver itself, called through the SPI. */
    DIRECT,
    /** Through a gateway whose patterns run inside its own process. */
    EMBEDDED,
    /** Through a gateway whose patterns run in processes of their own. */
    PROCESS
}
