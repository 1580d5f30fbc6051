// SPDX-License-Identifier: Apache-2.0
/** What can be configured: the interfaces, backend types and patterns that Prism knows, as data. */
@NullMarked
package io.prism.core.catalogue;

import org.jspecify.annotations.NullMarked;
