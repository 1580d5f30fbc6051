// SPDX-License-Identifier: Apache-2.0
/** From the text of a file to a bounded tree of values that know their place in it. */
@NullMarked
package io.prism.core.config.yaml;

import org.jspecify.annotations.NullMarked;
