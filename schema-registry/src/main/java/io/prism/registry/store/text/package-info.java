// SPDX-License-Identifier: Apache-2.0
/** What the registry holds as the text that a database keeps. */
@NullMarked
package io.prism.registry.store.text;

import org.jspecify.annotations.NullMarked;
