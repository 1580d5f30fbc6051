// SPDX-License-Identifier: Apache-2.0
/** Who calls, and what that caller may do. */
@NullMarked
package io.prism.registry.admit;

import org.jspecify.annotations.NullMarked;
