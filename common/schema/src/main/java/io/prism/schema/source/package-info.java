// SPDX-License-Identifier: Apache-2.0
/** What a schema is read from: its text and the texts it refers to. */
@NullMarked
package io.prism.schema.source;

import org.jspecify.annotations.NullMarked;
