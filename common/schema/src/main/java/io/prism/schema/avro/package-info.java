// SPDX-License-Identifier: Apache-2.0
/** Avro schemas: read, written in one form, and compared. */
@NullMarked
package io.prism.schema.avro;

import org.jspecify.annotations.NullMarked;
