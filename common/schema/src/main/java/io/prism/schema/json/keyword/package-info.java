// SPDX-License-Identifier: Apache-2.0
/** Which keywords each draft of JSON Schema has, and what may stand at them. */
@NullMarked
package io.prism.schema.json.keyword;

import org.jspecify.annotations.NullMarked;
