// SPDX-License-Identifier: Apache-2.0
/** How one JSON Schema differs from another. */
@NullMarked
package io.prism.schema.json.compare;

import org.jspecify.annotations.NullMarked;
