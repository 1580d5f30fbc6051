// SPDX-License-Identifier: Apache-2.0
/** From the names in a Protobuf file to what they mean, over all its imports. */
@NullMarked
package io.prism.schema.protobuf.link;

import org.jspecify.annotations.NullMarked;
