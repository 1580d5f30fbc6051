// SPDX-License-Identifier: Apache-2.0
/** The calls of Confluent's REST interface, one class for each first part of a path. */
@NullMarked
package io.prism.registry.serve;

import org.jspecify.annotations.NullMarked;
