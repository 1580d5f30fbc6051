// SPDX-License-Identifier: Apache-2.0
/** From declarations to text: as they are, or in normal form. */
@NullMarked
package io.prism.schema.protobuf.write;

import org.jspecify.annotations.NullMarked;
