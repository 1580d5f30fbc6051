// SPDX-License-Identifier: Apache-2.0
/** The life of a pattern process, as its launcher leads it. */
@NullMarked
package io.prism.pattern.lifecycle;

import org.jspecify.annotations.NullMarked;
