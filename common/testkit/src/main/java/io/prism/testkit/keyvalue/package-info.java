// SPDX-License-Identifier: Apache-2.0
/** What holds a subject to the whole data model KeyValue. */
@NullMarked
package io.prism.testkit.keyvalue;

import org.jspecify.annotations.NullMarked;
