// SPDX-License-Identifier: Apache-2.0
/** How names, words and quantities are written, and what to write instead of a wrong one. */
@NullMarked
package io.prism.core.config.text;

import org.jspecify.annotations.NullMarked;
