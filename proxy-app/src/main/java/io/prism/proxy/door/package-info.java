// SPDX-License-Identifier: Apache-2.0
/** Listens for applications, and ends in order. */
@NullMarked
package io.prism.proxy.door;

import org.jspecify.annotations.NullMarked;
