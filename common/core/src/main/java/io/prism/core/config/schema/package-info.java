// SPDX-License-Identifier: Apache-2.0
/** The JSON Schema of {@code prism.yaml} for editors, made from the declarations that the reader checks against. */
@NullMarked
package io.prism.core.config.schema;

import org.jspecify.annotations.NullMarked;
