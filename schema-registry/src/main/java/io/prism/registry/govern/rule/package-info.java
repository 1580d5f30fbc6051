// SPDX-License-Identifier: Apache-2.0
/** What is asked of the tags of a schema when it is registered. */
@NullMarked
package io.prism.registry.govern.rule;

import org.jspecify.annotations.NullMarked;
