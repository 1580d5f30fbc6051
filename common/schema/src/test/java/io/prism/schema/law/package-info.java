// SPDX-License-Identifier: Apache-2.0
/** Laws that hold for every schema, tried on random ones. */
@NullMarked
package io.prism.schema.law;

import org.jspecify.annotations.NullMarked;
