// SPDX-License-Identifier: Apache-2.0
/** What a pattern is, and how a program opens and serves bindings. */
@NullMarked
package io.prism.pattern;

import org.jspecify.annotations.NullMarked;
