// SPDX-License-Identifier: Apache-2.0
/** Splices a call to the process that serves it, stream to stream, without reading its messages. */
@NullMarked
package io.prism.proxy.forward;

import org.jspecify.annotations.NullMarked;
