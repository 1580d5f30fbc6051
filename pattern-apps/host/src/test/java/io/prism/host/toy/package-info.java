// SPDX-License-Identifier: Apache-2.0
/** A backend type and a pattern that are made as docs/guide/extending.md says, and known to nobody else. */
@NullMarked
package io.prism.host.toy;

import org.jspecify.annotations.NullMarked;
