// SPDX-License-Identifier: Apache-2.0
/** What a process holds after a great many calls over a great many connections. */
@NullMarked
package io.prism.bench.soak;

import org.jspecify.annotations.NullMarked;
