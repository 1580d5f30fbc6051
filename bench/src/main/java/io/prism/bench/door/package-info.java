// SPDX-License-Identifier: Apache-2.0
/** The report on the door: which measurements it takes, the bar they are held against, and how it is written. */
@NullMarked
package io.prism.bench.door;

import org.jspecify.annotations.NullMarked;
