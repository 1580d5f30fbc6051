// SPDX-License-Identifier: Apache-2.0
/** The door: takes every call, finds what serves it and hands it on. */
@NullMarked
package io.prism.proxy;

import org.jspecify.annotations.NullMarked;
