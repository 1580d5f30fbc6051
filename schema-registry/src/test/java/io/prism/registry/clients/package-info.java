// SPDX-License-Identifier: Apache-2.0
/** Clients that others wrote for Confluent's registry, against ours. */
@NullMarked
package io.prism.registry.clients;

import org.jspecify.annotations.NullMarked;
