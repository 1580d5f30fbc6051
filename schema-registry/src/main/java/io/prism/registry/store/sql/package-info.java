// SPDX-License-Identifier: Apache-2.0
/** What a registry holds as rows of a SQL database: the same statements for each kind of it. */
@NullMarked
package io.prism.registry.store.sql;

import org.jspecify.annotations.NullMarked;
