// SPDX-License-Identifier: Apache-2.0
/** Decides what runs where: which process a binding belongs to, which program it is and which files it uses. */
@NullMarked
package io.prism.launcher.place;

import org.jspecify.annotations.NullMarked;
