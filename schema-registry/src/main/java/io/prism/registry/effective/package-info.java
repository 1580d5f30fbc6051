// SPDX-License-Identifier: Apache-2.0
/** Which settings are in force for a subject: its own, its context's, everyone's, or the default. */
@NullMarked
package io.prism.registry.effective;

import org.jspecify.annotations.NullMarked;
