// SPDX-License-Identifier: Apache-2.0
/** The changes: schemas are registered under subjects, compared with what came before, and deleted. */
@NullMarked
package io.prism.registry.register;

import org.jspecify.annotations.NullMarked;
