// SPDX-License-Identifier: Apache-2.0
/** What is measured: the calls of scenarios, over gRPC. */
@NullMarked
package io.prism.bench.target;

import org.jspecify.annotations.NullMarked;
