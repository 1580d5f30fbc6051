// SPDX-License-Identifier: Apache-2.0
/** Backends with what is asked of them seen. */
@NullMarked
package io.prism.pattern.observe.backend;

import org.jspecify.annotations.NullMarked;
