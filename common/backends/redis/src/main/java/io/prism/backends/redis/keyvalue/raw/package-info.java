// SPDX-License-Identifier: Apache-2.0
/** Plain Redis strings as entries: what other programs wrote stays as it is, and they can read what Prism writes. */
@NullMarked
package io.prism.backends.redis.keyvalue.raw;

import org.jspecify.annotations.NullMarked;
