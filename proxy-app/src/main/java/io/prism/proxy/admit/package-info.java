// SPDX-License-Identifier: Apache-2.0
/** Decides whether there is room for a call: shares of namespaces, calls at once. */
@NullMarked
package io.prism.proxy.admit;

import org.jspecify.annotations.NullMarked;
