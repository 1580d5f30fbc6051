// SPDX-License-Identifier: Apache-2.0
/** Which store a registry uses, as its command line says. */
@NullMarked
package io.prism.registry.store.choice;

import org.jspecify.annotations.NullMarked;
