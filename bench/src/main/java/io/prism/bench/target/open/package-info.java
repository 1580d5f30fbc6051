// SPDX-License-Identifier: Apache-2.0
/** Opens targets of every kind: a gateway behind its address, a driver in this program. */
@NullMarked
package io.prism.bench.target.open;

import org.jspecify.annotations.NullMarked;
