// SPDX-License-Identifier: Apache-2.0
/** Writes the results down: table, CSV, Markdown. */
@NullMarked
package io.prism.bench.report;

import org.jspecify.annotations.NullMarked;
