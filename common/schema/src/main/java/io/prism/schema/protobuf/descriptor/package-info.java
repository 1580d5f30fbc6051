// SPDX-License-Identifier: Apache-2.0
/** From declarations to descriptors, with which messages can be read and written. */
@NullMarked
package io.prism.schema.protobuf.descriptor;

import org.jspecify.annotations.NullMarked;
