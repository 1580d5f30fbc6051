// SPDX-License-Identifier: Apache-2.0
/** How much memory calls take at one time: bounded for all of them together, so that none fails for want of it. */
@NullMarked
package io.prism.registry.memory;

import org.jspecify.annotations.NullMarked;
