// SPDX-License-Identifier: Apache-2.0
/** How one Protobuf schema differs from another. */
@NullMarked
package io.prism.schema.protobuf.compare;

import org.jspecify.annotations.NullMarked;
