// SPDX-License-Identifier: Apache-2.0
/** Ways to the server: connections, the lending and sharing of them, deadlines, and what failures mean. */
@NullMarked
package io.prism.backends.postgres.connect;

import org.jspecify.annotations.NullMarked;
