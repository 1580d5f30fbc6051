// SPDX-License-Identifier: Apache-2.0
/** The backend {@code memory}: entries on the heap of this process, gone when it ends. */
@NullMarked
package io.prism.backends.memory;

import org.jspecify.annotations.NullMarked;
