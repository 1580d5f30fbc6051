// SPDX-License-Identifier: Apache-2.0
/** HTTP/2 connections as calls write to them: frames, credit, flushes and time, all on one event loop. */
@NullMarked
package io.prism.proxy.wire;

import org.jspecify.annotations.NullMarked;
