// SPDX-License-Identifier: Apache-2.0
/** The pattern KeyValue: its rules, apart from the wire and from any backend. */
@NullMarked
package io.prism.patterns.keyvalue;

import org.jspecify.annotations.NullMarked;
