// SPDX-License-Identifier: Apache-2.0
/** Who did what, kept in order. */
@NullMarked
package io.prism.registry.govern.trail;

import org.jspecify.annotations.NullMarked;
