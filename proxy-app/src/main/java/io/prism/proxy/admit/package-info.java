// SPDX-License-Identifier: Apache-2.0
/** The steps that every call takes before its route gets it, whatever way it came. */
@NullMarked
package io.prism.proxy.admit;

import org.jspecify.annotations.NullMarked;
