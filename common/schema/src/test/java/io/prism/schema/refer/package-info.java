// SPDX-License-Identifier: Apache-2.0
/** Schemas that refer to others. */
@NullMarked
package io.prism.schema.refer;

import org.jspecify.annotations.NullMarked;
