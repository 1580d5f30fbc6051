// SPDX-License-Identifier: Apache-2.0
/** The tables, Prism's own and adopted ones, and the SQL that reads and writes their rows. */
@NullMarked
package io.prism.backends.postgres.keyvalue.table;

import org.jspecify.annotations.NullMarked;
