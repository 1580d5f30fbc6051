// SPDX-License-Identifier: Apache-2.0
/** Continues traces and sends the spans of sampled calls to a collector. */
@NullMarked
package io.prism.proxy.observe.trace;

import org.jspecify.annotations.NullMarked;
