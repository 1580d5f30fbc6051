// SPDX-License-Identifier: Apache-2.0
/** From the bytes of a file to the model, with every fault found at once. */
@NullMarked
package io.prism.core.config.read;

import org.jspecify.annotations.NullMarked;
