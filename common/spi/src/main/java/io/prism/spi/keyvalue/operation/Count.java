// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.operation;

import io.prism.spi.keyvalue.entry.Version;

/**
 * A counter after it was incremented.
 *
 * @param value its number
 * @param version the entry's new version
 */
public record Count(long value, Version version) {}
