// SPDX-License-Identifier: Apache-2.0
/** What a process prints, read line by line within bounds. */
@NullMarked
package io.prism.launcher.process.output;

import org.jspecify.annotations.NullMarked;
