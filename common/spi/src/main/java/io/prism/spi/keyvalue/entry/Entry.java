// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.entry;

import java.time.Instant;
import java.util.Optional;

/**
 * One key as it was when it was read.
 *
 * @param key its name
 * @param value its bytes
 * @param version its state
 * @param expiresAt when it ends, in whole milliseconds; empty when never
 */
public record Entry(Key key, Value value, Version version, Optional<Instant> expiresAt) {}
