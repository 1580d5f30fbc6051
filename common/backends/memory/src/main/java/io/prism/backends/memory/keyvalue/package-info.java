// SPDX-License-Identifier: Apache-2.0
/** KeyValue on the heap. */
@NullMarked
package io.prism.backends.memory.keyvalue;

import org.jspecify.annotations.NullMarked;
