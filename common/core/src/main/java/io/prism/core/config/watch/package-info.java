// SPDX-License-Identifier: Apache-2.0
/** Keeps the configuration in step with its file while a program runs. */
@NullMarked
package io.prism.core.config.watch;

import org.jspecify.annotations.NullMarked;
