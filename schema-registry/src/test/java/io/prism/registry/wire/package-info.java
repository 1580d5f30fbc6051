// SPDX-License-Identifier: Apache-2.0
/** Calls the registry as anybody else does: over HTTP. */
@NullMarked
package io.prism.registry.wire;

import org.jspecify.annotations.NullMarked;
