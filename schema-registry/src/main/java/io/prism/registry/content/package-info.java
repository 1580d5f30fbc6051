// SPDX-License-Identifier: Apache-2.0
/** What is registered: schemas, what they refer to, and what is kept beside them. */
@NullMarked
package io.prism.registry.content;

import org.jspecify.annotations.NullMarked;
