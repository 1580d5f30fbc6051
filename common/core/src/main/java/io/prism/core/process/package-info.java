// SPDX-License-Identifier: Apache-2.0
/** How the programs of one stack find and follow each other. */
@NullMarked
package io.prism.core.process;

import org.jspecify.annotations.NullMarked;
