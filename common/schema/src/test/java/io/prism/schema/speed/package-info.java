// SPDX-License-Identifier: Apache-2.0
/** How fast comparisons are: a program that measures and does not judge. */
@NullMarked
package io.prism.schema.speed;

import org.jspecify.annotations.NullMarked;
