// SPDX-License-Identifier: Apache-2.0
/** What a JSON Schema says, in the few kinds that a comparison tells apart. */
@NullMarked
package io.prism.schema.json.shape;

import org.jspecify.annotations.NullMarked;
