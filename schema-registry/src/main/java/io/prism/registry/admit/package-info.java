// SPDX-License-Identifier: Apache-2.0
/** Lets callers in whose identity is known, and says what they may do. */
@NullMarked
package io.prism.registry.admit;

import org.jspecify.annotations.NullMarked;
