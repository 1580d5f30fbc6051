// SPDX-License-Identifier: Apache-2.0
/** The door between stock gRPC clients and stock gRPC servers: what goes in must come out. */
@NullMarked
package io.prism.proxy.fidelity;

import org.jspecify.annotations.NullMarked;
