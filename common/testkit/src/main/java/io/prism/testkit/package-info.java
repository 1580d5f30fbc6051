// SPDX-License-Identifier: Apache-2.0
/** What every backend is held to: contract suites, real servers and the record of what was covered. */
@NullMarked
package io.prism.testkit;

import org.jspecify.annotations.NullMarked;
