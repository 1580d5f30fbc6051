// SPDX-License-Identifier: Apache-2.0
/** Breaking changes that somebody asked for and somebody else allowed. */
@NullMarked
package io.prism.registry.govern.approve;

import org.jspecify.annotations.NullMarked;
