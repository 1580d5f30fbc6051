// SPDX-License-Identifier: Apache-2.0
/** A Protobuf file as it is written: declarations, options and comments. */
@NullMarked
package io.prism.schema.protobuf.syntax;

import org.jspecify.annotations.NullMarked;
