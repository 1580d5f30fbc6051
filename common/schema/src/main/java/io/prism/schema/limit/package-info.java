// SPDX-License-Identifier: Apache-2.0
/** How large a schema may be, and how much work it may cause. */
@NullMarked
package io.prism.schema.limit;

import org.jspecify.annotations.NullMarked;
