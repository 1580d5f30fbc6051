// SPDX-License-Identifier: Apache-2.0
/** The database file: how it is made, opened and brought up to date, and what its failures mean. */
@NullMarked
package io.prism.backends.sqlite.file;

import org.jspecify.annotations.NullMarked;
