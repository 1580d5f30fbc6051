// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue;

/**
 * A counter after it was incremented.
 *
 * @param value its number
 * @param version the entry's new version
 */
public record Count(long value, Version version) {}
