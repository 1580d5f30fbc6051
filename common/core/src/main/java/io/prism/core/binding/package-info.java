// SPDX-License-Identifier: Apache-2.0
/** What a pattern host needs to know to serve a binding, and how it travels to a process. */
@NullMarked
package io.prism.core.binding;

import org.jspecify.annotations.NullMarked;
