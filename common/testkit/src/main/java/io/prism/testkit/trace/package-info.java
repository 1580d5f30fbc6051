// SPDX-License-Identifier: Apache-2.0
/** Receives spans as a collector does. */
@NullMarked
package io.prism.testkit.trace;

import org.jspecify.annotations.NullMarked;
