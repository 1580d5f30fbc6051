// SPDX-License-Identifier: Apache-2.0
/** Finds the binding that a call is for. */
@NullMarked
package io.prism.core.routing;

import org.jspecify.annotations.NullMarked;
