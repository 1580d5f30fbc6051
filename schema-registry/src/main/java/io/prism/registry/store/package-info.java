// SPDX-License-Identifier: Apache-2.0
/** What the registry holds, and the ways to look at it. */
@NullMarked
package io.prism.registry.store;

import org.jspecify.annotations.NullMarked;
