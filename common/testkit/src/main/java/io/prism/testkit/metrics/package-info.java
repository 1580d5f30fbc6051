// SPDX-License-Identifier: Apache-2.0
/** Reads what dashboards and alerts ask for. */
@NullMarked
package io.prism.testkit.metrics;

import org.jspecify.annotations.NullMarked;
