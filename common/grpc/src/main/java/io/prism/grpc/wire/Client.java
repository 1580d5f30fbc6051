// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.wire;

/** Who made a call, as far as it is told. */
@FunctionalInterface
public interface Client {

    /** Where it calls from: {@code host:port}, or as the system names it. */
    String remote();
}
