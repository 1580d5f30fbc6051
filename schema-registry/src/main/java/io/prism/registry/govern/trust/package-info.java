// SPDX-License-Identifier: Apache-2.0
/** Schemas from elsewhere: fetched from places that are allowed, and taken only if they are what they should be. */
@NullMarked
package io.prism.registry.govern.trust;

import org.jspecify.annotations.NullMarked;
