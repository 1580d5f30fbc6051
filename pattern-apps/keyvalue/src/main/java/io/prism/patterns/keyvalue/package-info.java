// SPDX-License-Identifier: Apache-2.0
/** The pattern KeyValue: which interfaces it serves, put together for the backend of its slot. */
@NullMarked
package io.prism.patterns.keyvalue;

import org.jspecify.annotations.NullMarked;
