// SPDX-License-Identifier: Apache-2.0
/** Draws figures as SVG, without a library. */
@NullMarked
package io.prism.bench.chart;

import org.jspecify.annotations.NullMarked;
