// SPDX-License-Identifier: Apache-2.0
/** Finds what serves a call: a binding in this program or a process. */
@NullMarked
package io.prism.proxy.route;

import org.jspecify.annotations.NullMarked;
