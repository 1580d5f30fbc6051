// SPDX-License-Identifier: Apache-2.0
/** What every rpc of a binding passes between its caller and its pattern, one after the other. */
@NullMarked
package io.prism.pattern.guard;

import org.jspecify.annotations.NullMarked;
