// SPDX-License-Identifier: Apache-2.0
/** The driver for Redis. */
@NullMarked
package io.prism.backends.redis;

import org.jspecify.annotations.NullMarked;
