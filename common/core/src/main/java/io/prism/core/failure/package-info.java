// SPDX-License-Identifier: Apache-2.0
/** Everything that can go wrong, and the one place where it becomes an answer on the wire. */
@NullMarked
package io.prism.core.failure;

import org.jspecify.annotations.NullMarked;
