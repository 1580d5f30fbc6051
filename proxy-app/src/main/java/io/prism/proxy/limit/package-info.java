// SPDX-License-Identifier: Apache-2.0
/** Decides whether there is room for a call: shares of namespaces, calls at once, overload. */
@NullMarked
package io.prism.proxy.limit;

import org.jspecify.annotations.NullMarked;
