// SPDX-License-Identifier: Apache-2.0
/** From a reference in a JSON Schema to the schema it means, within the texts that were given. */
@NullMarked
package io.prism.schema.json.refer;

import org.jspecify.annotations.NullMarked;
