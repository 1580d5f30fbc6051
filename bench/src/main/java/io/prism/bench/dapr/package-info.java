// SPDX-License-Identifier: Apache-2.0
/** The comparison with Dapr: its sidecar started beside a Prism, the same calls to both, and the bar of it. */
@NullMarked
package io.prism.bench.dapr;

import org.jspecify.annotations.NullMarked;
