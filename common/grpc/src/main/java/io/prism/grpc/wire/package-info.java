// SPDX-License-Identifier: Apache-2.0
/** HTTP/2 connections as calls write to them: frames, credit, flushes and time, all on one event loop. */
@NullMarked
package io.prism.grpc.wire;

import org.jspecify.annotations.NullMarked;
