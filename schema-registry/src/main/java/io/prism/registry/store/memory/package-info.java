// SPDX-License-Identifier: Apache-2.0
/** Schemas held by this process. */
@NullMarked
package io.prism.registry.store.memory;

import org.jspecify.annotations.NullMarked;
