// SPDX-License-Identifier: Apache-2.0
/** What teams say in a schema about its data: who owns it, what is personal, how long it may be kept. */
@NullMarked
package io.prism.schema.tag;

import org.jspecify.annotations.NullMarked;
