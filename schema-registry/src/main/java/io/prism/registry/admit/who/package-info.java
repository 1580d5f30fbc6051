// SPDX-License-Identifier: Apache-2.0
/** From what a caller shows to who it is: passwords, tokens and signed tokens. */
@NullMarked
package io.prism.registry.admit.who;

import org.jspecify.annotations.NullMarked;
