// SPDX-License-Identifier: Apache-2.0
/** From the text of a Protobuf file to its declarations. */
@NullMarked
package io.prism.schema.protobuf.parse;

import org.jspecify.annotations.NullMarked;
