// SPDX-License-Identifier: Apache-2.0
/** The data model KeyValue on SQLite: what each of its interfaces does with the rows of one keyspace. */
@NullMarked
package io.prism.backends.sqlite.keyvalue;

import org.jspecify.annotations.NullMarked;
