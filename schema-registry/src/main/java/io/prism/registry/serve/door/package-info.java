// SPDX-License-Identifier: Apache-2.0
/** What every call passes before it is served: limits first, then who calls and what that caller may do. */
@NullMarked
package io.prism.registry.serve.door;

import org.jspecify.annotations.NullMarked;
