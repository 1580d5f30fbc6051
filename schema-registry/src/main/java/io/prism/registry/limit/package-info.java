// SPDX-License-Identifier: Apache-2.0
/** How much a caller may ask for. */
@NullMarked
package io.prism.registry.limit;

import org.jspecify.annotations.NullMarked;
