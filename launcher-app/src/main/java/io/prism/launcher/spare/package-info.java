// SPDX-License-Identifier: Apache-2.0
/** Keeps pattern hosts waiting that are told only later what they serve. */
@NullMarked
package io.prism.launcher.spare;

import org.jspecify.annotations.NullMarked;
