// SPDX-License-Identifier: Apache-2.0
/** The backend {@code sqlite}: entries in one SQLite file, written through one thread and read through a few. */
@NullMarked
package io.prism.backends.sqlite;

import org.jspecify.annotations.NullMarked;
