// SPDX-License-Identifier: Apache-2.0
/** What is told about calls that really go through a door. */
@NullMarked
package io.prism.proxy.observed;

import org.jspecify.annotations.NullMarked;
