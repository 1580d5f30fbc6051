// SPDX-License-Identifier: Apache-2.0
/** The backend {@code sqlite}: its driver, its guarantees and how it is. */
@NullMarked
package io.prism.backends.sqlite;

import org.jspecify.annotations.NullMarked;
