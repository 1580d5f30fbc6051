// SPDX-License-Identifier: Apache-2.0
/** The names of types in a Protobuf file, and which type a name means where it stands. */
@NullMarked
package io.prism.schema.protobuf.name;

import org.jspecify.annotations.NullMarked;
