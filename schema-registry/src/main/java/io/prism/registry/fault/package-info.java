// SPDX-License-Identifier: Apache-2.0
/** What a caller is told when a call cannot be done: Confluent's codes and texts, and a few of our own. */
@NullMarked
package io.prism.registry.fault;

import org.jspecify.annotations.NullMarked;
