// SPDX-License-Identifier: Apache-2.0
/** Runs one program of the operating system: spawns it, listens to what it prints, signals and reaps it. */
@NullMarked
package io.prism.launcher.process;

import org.jspecify.annotations.NullMarked;
