// SPDX-License-Identifier: Apache-2.0
/** The load generator: reads its command line, measures, and reports. */
@NullMarked
package io.prism.bench;

import org.jspecify.annotations.NullMarked;
