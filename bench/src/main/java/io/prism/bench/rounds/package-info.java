// SPDX-License-Identifier: Apache-2.0
/** Measures several targets in turn and compares them. */
@NullMarked
package io.prism.bench.rounds;

import org.jspecify.annotations.NullMarked;
