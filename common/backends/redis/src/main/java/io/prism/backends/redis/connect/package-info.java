// SPDX-License-Identifier: Apache-2.0
/** The connections to one Redis server: opened when needed, pipelined, bounded, and opened again after a loss. */
@NullMarked
package io.prism.backends.redis.connect;

import org.jspecify.annotations.NullMarked;
