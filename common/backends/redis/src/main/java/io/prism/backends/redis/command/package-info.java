// SPDX-License-Identifier: Apache-2.0
/** Commands and scripts for a Redis server, and its replies. */
@NullMarked
package io.prism.backends.redis.command;

import org.jspecify.annotations.NullMarked;
