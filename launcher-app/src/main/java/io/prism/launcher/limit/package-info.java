// SPDX-License-Identifier: Apache-2.0
/** Bounds what a process may use, with what the machine offers for that, and says what was really done. */
@NullMarked
package io.prism.launcher.limit;

import org.jspecify.annotations.NullMarked;
