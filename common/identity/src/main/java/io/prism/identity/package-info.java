// SPDX-License-Identifier: Apache-2.0
/** From what a caller shows to who it is, how that was verified, and until when: passwords, tokens and signed tokens. */
@NullMarked
package io.prism.identity;

import org.jspecify.annotations.NullMarked;
