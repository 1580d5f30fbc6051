// SPDX-License-Identifier: Apache-2.0
/** From the text of {@code prism.yaml} to a validated, immutable model of it, with every fault found at once. */
@NullMarked
package io.prism.core.config;

import org.jspecify.annotations.NullMarked;
