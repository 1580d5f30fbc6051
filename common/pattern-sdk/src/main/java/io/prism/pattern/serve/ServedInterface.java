// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import java.util.List;

/**
 * A gRPC service with what answers each of its methods.
 *
 * @param service full gRPC name
 * @param rpcs its methods
 */
public record ServedInterface(String service, List<ServedMethod<?, ?>> rpcs) {

    /** Keeps a copy of {@code rpcs}. */
    public ServedInterface {
        rpcs = List.copyOf(rpcs);
    }
}
