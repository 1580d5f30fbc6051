// SPDX-License-Identifier: Apache-2.0
/** Sees calls from their headers to their end: counts them, names them, and tells tracing and the access log. */
@NullMarked
package io.prism.proxy.observe;

import org.jspecify.annotations.NullMarked;
