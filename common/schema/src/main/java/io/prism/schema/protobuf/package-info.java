// SPDX-License-Identifier: Apache-2.0
/** Protobuf schemas: read, written in one form, and compared. */
@NullMarked
package io.prism.schema.protobuf;

import org.jspecify.annotations.NullMarked;
