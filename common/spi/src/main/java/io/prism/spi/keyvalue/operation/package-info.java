// SPDX-License-Identifier: Apache-2.0
/** What can be done to entries, alone and in transactions, and what came of it. */
@NullMarked
package io.prism.spi.keyvalue.operation;

import org.jspecify.annotations.NullMarked;
