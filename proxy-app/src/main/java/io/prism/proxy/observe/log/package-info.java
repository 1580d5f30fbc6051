// SPDX-License-Identifier: Apache-2.0
/** Writes a line of JSON for each call. */
@NullMarked
package io.prism.proxy.observe.log;

import org.jspecify.annotations.NullMarked;
