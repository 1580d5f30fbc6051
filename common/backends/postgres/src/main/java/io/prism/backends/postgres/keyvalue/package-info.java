// SPDX-License-Identifier: Apache-2.0
/** The data model KeyValue on PostgreSQL. */
@NullMarked
package io.prism.backends.postgres.keyvalue;

import org.jspecify.annotations.NullMarked;
