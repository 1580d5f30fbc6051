// SPDX-License-Identifier: Apache-2.0
/** From the JSON of Confluent's bodies to what the registry knows, and back. */
@NullMarked
package io.prism.registry.serve.json;

import org.jspecify.annotations.NullMarked;
