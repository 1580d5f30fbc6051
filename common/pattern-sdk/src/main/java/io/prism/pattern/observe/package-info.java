// SPDX-License-Identifier: Apache-2.0
/** Sees the calls of bindings and what they ask of backends: counts and times them, and makes spans of those sampled. */
@NullMarked
package io.prism.pattern.observe;

import org.jspecify.annotations.NullMarked;
