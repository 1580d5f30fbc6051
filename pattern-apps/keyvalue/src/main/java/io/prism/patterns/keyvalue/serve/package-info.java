// SPDX-License-Identifier: Apache-2.0
/** KeyValue on the wire: messages to domain values and back. */
@NullMarked
package io.prism.patterns.keyvalue.serve;

import org.jspecify.annotations.NullMarked;
