// SPDX-License-Identifier: Apache-2.0
/** Spans of calls: where they stand in a trace, and how they get to a collector. */
@NullMarked
package io.prism.observe.trace;

import org.jspecify.annotations.NullMarked;
