// SPDX-License-Identifier: Apache-2.0
/** Turns HTTP/2 streams into calls of a pattern, and their outcomes into answers. */
@NullMarked
package io.prism.pattern.serve;

import org.jspecify.annotations.NullMarked;
