// SPDX-License-Identifier: Apache-2.0
/** What a JDK can tell about the native images of the programs, which are built elsewhere. */
@NullMarked
package io.prism.gateway.image;

import org.jspecify.annotations.NullMarked;
