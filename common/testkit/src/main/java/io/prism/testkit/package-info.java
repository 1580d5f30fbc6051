// SPDX-License-Identifier: Apache-2.0
/** What every backend and every module is held to: contract suites, house rules and the record of what was covered. */
@NullMarked
package io.prism.testkit;

import org.jspecify.annotations.NullMarked;
