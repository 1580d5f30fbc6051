// SPDX-License-Identifier: Apache-2.0
/** The launcher: the program that starts the proxy, the schema registry and pattern processes and keeps them running. */
@NullMarked
package io.prism.launcher;

import org.jspecify.annotations.NullMarked;
