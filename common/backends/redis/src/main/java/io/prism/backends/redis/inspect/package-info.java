// SPDX-License-Identifier: Apache-2.0
/** What the server says about itself: how safe its writes are, and how it is. */
@NullMarked
package io.prism.backends.redis.inspect;

import org.jspecify.annotations.NullMarked;
