// SPDX-License-Identifier: Apache-2.0
/** What {@code prism.yaml} says: a validated, immutable model of it that the rest of Prism works with. */
@NullMarked
package io.prism.core.config;

import org.jspecify.annotations.NullMarked;
