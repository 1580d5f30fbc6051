// SPDX-License-Identifier: Apache-2.0
/** Tables of pairs of schemas with the differences that are to be found between them. */
@NullMarked
package io.prism.schema.table;

import org.jspecify.annotations.NullMarked;
