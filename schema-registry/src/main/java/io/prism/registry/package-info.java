// SPDX-License-Identifier: Apache-2.0
/** The schema registry: reads its command line, starts, and says where it listens. */
@NullMarked
package io.prism.registry;

import org.jspecify.annotations.NullMarked;
