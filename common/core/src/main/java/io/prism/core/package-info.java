// SPDX-License-Identifier: Apache-2.0
/** The words of the domain that every part of Prism shares. */
@NullMarked
package io.prism.core;

import org.jspecify.annotations.NullMarked;
