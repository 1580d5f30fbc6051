// SPDX-License-Identifier: Apache-2.0
/** Schemas that are wrong, too large, or made to do harm. */
@NullMarked
package io.prism.schema.bad;

import org.jspecify.annotations.NullMarked;
