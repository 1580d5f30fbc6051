// SPDX-License-Identifier: Apache-2.0
/** From the text of an option to its value: references to environment variables and files, resolved when used. */
@NullMarked
package io.prism.core.config.secret;

import org.jspecify.annotations.NullMarked;
