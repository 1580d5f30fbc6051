// SPDX-License-Identifier: Apache-2.0
/** Asks a process how it is and tells it what to do, over the connections it offers. */
@NullMarked
package io.prism.launcher.probe;

import org.jspecify.annotations.NullMarked;
