// SPDX-License-Identifier: Apache-2.0
/** Protobuf schemas that clients send as descriptors instead of texts. */
@NullMarked
package io.prism.registry.resolve.descriptor;

import org.jspecify.annotations.NullMarked;
