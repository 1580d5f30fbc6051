// SPDX-License-Identifier: Apache-2.0
/** Patterns in Python, for tests of whoever runs them. */
@NullMarked
package io.prism.testkit.python;

import org.jspecify.annotations.NullMarked;
