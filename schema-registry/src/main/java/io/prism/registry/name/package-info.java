// SPDX-License-Identifier: Apache-2.0
/** The names of subjects and the contexts they live in. */
@NullMarked
package io.prism.registry.name;

import org.jspecify.annotations.NullMarked;
