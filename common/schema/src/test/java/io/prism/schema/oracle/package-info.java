// SPDX-License-Identifier: Apache-2.0
/** Our answers against those of others: compiled descriptors and a JSON Schema validator. */
@NullMarked
package io.prism.schema.oracle;

import org.jspecify.annotations.NullMarked;
