// SPDX-License-Identifier: Apache-2.0
/** The driver for PostgreSQL. */
@NullMarked
package io.prism.backends.postgres;

import org.jspecify.annotations.NullMarked;
