// SPDX-License-Identifier: Apache-2.0
/** What the system says about this machine and about processes. */
@NullMarked
package io.prism.bench.observe;

import org.jspecify.annotations.NullMarked;
