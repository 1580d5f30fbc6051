// SPDX-License-Identifier: Apache-2.0
/** Holds the entries of one keyspace, and decides who may change them when. */
@NullMarked
package io.prism.backends.memory.keyvalue.entries;

import org.jspecify.annotations.NullMarked;
