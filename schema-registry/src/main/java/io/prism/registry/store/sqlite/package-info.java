// SPDX-License-Identifier: Apache-2.0
/** Schemas in one SQLite file. */
@NullMarked
package io.prism.registry.store.sqlite;

import org.jspecify.annotations.NullMarked;
