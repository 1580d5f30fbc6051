// SPDX-License-Identifier: Apache-2.0
/** The thin interfaces of KeyValue, with what is asked of a backend by them seen. */
@NullMarked
package io.prism.pattern.observe.keyvalue;

import org.jspecify.annotations.NullMarked;
