// SPDX-License-Identifier: Apache-2.0
/** From JSON text to a tree of bounded size and back, without binding to types. */
@NullMarked
package io.prism.schema.tree;

import org.jspecify.annotations.NullMarked;
