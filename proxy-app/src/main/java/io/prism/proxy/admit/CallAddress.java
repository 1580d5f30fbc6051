// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.admit;

import org.jspecify.annotations.Nullable;

/**
 * What a call is for, as its sender says.
 *
 * @param service full gRPC name of the service; empty when it is one of the proxy's own
 * @param namespace the namespace; null when it names none
 * @param binding the binding; null when it names none
 * @param session the session; null when it names none
 */
public record CallAddress(
        String service,
        @Nullable String namespace,
        @Nullable String binding,
        @Nullable String session) {}
