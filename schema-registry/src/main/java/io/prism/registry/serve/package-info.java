// SPDX-License-Identifier: Apache-2.0
/** The wire: Confluent's REST calls, content types and error bodies. */
@NullMarked
package io.prism.registry.serve;

import org.jspecify.annotations.NullMarked;
