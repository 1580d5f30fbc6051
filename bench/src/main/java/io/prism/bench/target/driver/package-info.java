// SPDX-License-Identifier: Apache-2.0
/** Calls drivers in this program, without gRPC: what is left of a call when the gateway is taken away. */
@NullMarked
package io.prism.bench.target.driver;

import org.jspecify.annotations.NullMarked;
