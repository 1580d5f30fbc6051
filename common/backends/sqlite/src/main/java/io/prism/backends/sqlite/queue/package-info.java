// SPDX-License-Identifier: Apache-2.0
/** The threads that work on the file, one that writes and a few that read, and the queues of calls before them. */
@NullMarked
package io.prism.backends.sqlite.queue;

import org.jspecify.annotations.NullMarked;
