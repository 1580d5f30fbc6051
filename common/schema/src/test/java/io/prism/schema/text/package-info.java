// SPDX-License-Identifier: Apache-2.0
/** The texts that schemas are given back as. */
@NullMarked
package io.prism.schema.text;

import org.jspecify.annotations.NullMarked;
