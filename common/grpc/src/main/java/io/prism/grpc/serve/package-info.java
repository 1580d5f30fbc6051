// SPDX-License-Identifier: Apache-2.0
/** Takes gRPC calls from the frames of a connection, message by message, and writes their answers. */
@NullMarked
package io.prism.grpc.serve;

import org.jspecify.annotations.NullMarked;
