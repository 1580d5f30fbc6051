// SPDX-License-Identifier: Apache-2.0
/** JSON Schemas: read, written in one form, and compared. */
@NullMarked
package io.prism.schema.json;

import org.jspecify.annotations.NullMarked;
