// SPDX-License-Identifier: Apache-2.0
/** The data model KeyValue: one Java interface for each thin interface. */
@NullMarked
package io.prism.spi.keyvalue;

import org.jspecify.annotations.NullMarked;
