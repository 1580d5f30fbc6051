// SPDX-License-Identifier: Apache-2.0
/** What a driver implements and a pattern builds on. */
@NullMarked
package io.prism.spi;

import org.jspecify.annotations.NullMarked;
