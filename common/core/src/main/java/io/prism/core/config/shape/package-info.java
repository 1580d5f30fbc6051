// SPDX-License-Identifier: Apache-2.0
/** What a key of {@code prism.yaml} is, what its value must look like, and how a section of them is read. */
@NullMarked
package io.prism.core.config.shape;

import org.jspecify.annotations.NullMarked;
