// SPDX-License-Identifier: Apache-2.0
/** The contract of the data model KeyValue, one suite for each thin interface. */
@NullMarked
package io.prism.testkit.keyvalue;

import org.jspecify.annotations.NullMarked;
