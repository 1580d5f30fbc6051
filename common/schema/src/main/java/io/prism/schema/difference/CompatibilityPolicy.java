// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.difference;

/** How strictly JSON Schemas are compared. The other formats know only one way. */
public enum CompatibilityPolicy {
    /** Whatever the earlier schema lets through must be right for the later one, unlikely values included. */
    STRICT,
    /**
     * A producer is trusted to write only the properties that its schema names. So an optional property may be added
     * to an open schema, and a named one removed from a closed one.
     */
    LENIENT
}
