// SPDX-License-Identifier: Apache-2.0
/** The rules of the house that code can be checked for. Stands on nothing else of Prism, so all can be held to it. */
@NullMarked
package io.prism.house;

import org.jspecify.annotations.NullMarked;
