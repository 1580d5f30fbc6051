// SPDX-License-Identifier: Apache-2.0
/** Carries what event loops have to tell to threads that may wait. */
@NullMarked
package io.prism.observe.backlog;

import org.jspecify.annotations.NullMarked;
