// SPDX-License-Identifier: Apache-2.0
/** What goes over the wire: the list of all contracts; messages and stubs are in the packages below, generated. */
@NullMarked
package io.prism.contracts;

import org.jspecify.annotations.NullMarked;
