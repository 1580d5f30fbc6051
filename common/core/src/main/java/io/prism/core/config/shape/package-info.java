// SPDX-License-Identifier: Apache-2.0
/** Every key of {@code prism.yaml} and what its value must look like, as data. */
@NullMarked
package io.prism.core.config.shape;

import org.jspecify.annotations.NullMarked;
