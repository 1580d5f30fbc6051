// SPDX-License-Identifier: Apache-2.0
/** The suites of the data model KeyValue, one for each interface or rule. */
@NullMarked
package io.prism.testkit.keyvalue.suite;

import org.jspecify.annotations.NullMarked;
