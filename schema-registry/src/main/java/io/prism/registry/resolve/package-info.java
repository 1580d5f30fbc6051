// SPDX-License-Identifier: Apache-2.0
/** From what is registered to what can be compared: references are looked up, texts are read. */
@NullMarked
package io.prism.registry.resolve;

import org.jspecify.annotations.NullMarked;
