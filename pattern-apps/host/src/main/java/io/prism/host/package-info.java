// SPDX-License-Identifier: Apache-2.0
/** The executable that runs patterns in a process of their own. */
@NullMarked
package io.prism.host;

import org.jspecify.annotations.NullMarked;
