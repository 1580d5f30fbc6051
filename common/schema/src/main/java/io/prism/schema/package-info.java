// SPDX-License-Identifier: Apache-2.0
/**
 * Schemas of three formats under one roof: read, written in one form, and compared. Nothing here does any input or
 * output, keeps state or starts a thread.
 */
@NullMarked
package io.prism.schema;

import org.jspecify.annotations.NullMarked;
