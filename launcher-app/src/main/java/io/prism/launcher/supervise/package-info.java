// SPDX-License-Identifier: Apache-2.0
/** Keeps processes running: one owner for each, with its state, its restarts and its end. */
@NullMarked
package io.prism.launcher.supervise;

import org.jspecify.annotations.NullMarked;
