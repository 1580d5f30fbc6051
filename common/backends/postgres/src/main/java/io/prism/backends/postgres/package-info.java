// SPDX-License-Identifier: Apache-2.0
/** The backend {@code postgres}: entries in tables of a PostgreSQL database. */
@NullMarked
package io.prism.backends.postgres;

import org.jspecify.annotations.NullMarked;
