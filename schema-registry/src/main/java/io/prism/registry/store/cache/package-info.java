// SPDX-License-Identifier: Apache-2.0
/** Keeps what was read before, as long as it is right. */
@NullMarked
package io.prism.registry.store.cache;

import org.jspecify.annotations.NullMarked;
