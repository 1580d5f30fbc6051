// SPDX-License-Identifier: Apache-2.0
/** Knows where processes listen, and asks the launcher for those that do not run. */
@NullMarked
package io.prism.proxy.launch;

import org.jspecify.annotations.NullMarked;
