// SPDX-License-Identifier: Apache-2.0
/** Schemas in a PostgreSQL database, which any number of registries may share. */
@NullMarked
package io.prism.registry.store.postgres;

import org.jspecify.annotations.NullMarked;
