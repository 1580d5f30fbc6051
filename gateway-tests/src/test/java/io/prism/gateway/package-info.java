// SPDX-License-Identifier: Apache-2.0
/** The whole stack, as a user starts it: launcher, proxy, registry and pattern processes, called by a stock client. */
@NullMarked
package io.prism.gateway;

import org.jspecify.annotations.NullMarked;
