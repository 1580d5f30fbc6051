// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.operation;

import io.prism.spi.keyvalue.entry.Version;
import java.util.Optional;

/**
 * How a conditional write ended; a comparison that does not match is a normal outcome and changes nothing.
 *
 * @param matched whether the entry was as expected, and so was written or deleted
 * @param version the version the key has now; empty when it is absent
 */
public record Comparison(boolean matched, Optional<Version> version) {}
