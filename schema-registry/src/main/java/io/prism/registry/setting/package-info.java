// SPDX-License-Identifier: Apache-2.0
/** What is set for the registry, for a context or for a subject. */
@NullMarked
package io.prism.registry.setting;

import org.jspecify.annotations.NullMarked;
