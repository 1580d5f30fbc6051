// SPDX-License-Identifier: Apache-2.0
/** What KeyValue holds: entries, with their keys, values, versions and expiry. */
@NullMarked
package io.prism.spi.keyvalue.entry;

import org.jspecify.annotations.NullMarked;
