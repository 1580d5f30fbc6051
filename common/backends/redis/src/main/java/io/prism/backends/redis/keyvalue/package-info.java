// SPDX-License-Identifier: Apache-2.0
/** Entries in Prism's own layout: a hash for each key, and two sorted sets for each keyspace as its index. */
@NullMarked
package io.prism.backends.redis.keyvalue;

import org.jspecify.annotations.NullMarked;
