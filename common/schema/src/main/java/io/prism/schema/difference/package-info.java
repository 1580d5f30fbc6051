// SPDX-License-Identifier: Apache-2.0
/** The kinds of differences between two versions of a schema, which of them break readers, and how they are told. */
@NullMarked
package io.prism.schema.difference;

import org.jspecify.annotations.NullMarked;
