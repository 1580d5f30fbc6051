// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.call;

import io.prism.core.Deadline;
import io.prism.proxy.json.find.RpcMethod;
import java.util.Map;

/**
 * A call that is to be made.
 *
 * @param method what is called
 * @param namespace the namespace, for error texts
 * @param message the request message as protobuf encodes it
 * @param deadline when the caller stops waiting
 * @param metadata what goes along, by names in lower case
 */
// Two of these are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record CallRequest(
        RpcMethod method, String namespace, byte[] message, Deadline deadline, Map<String, String> metadata) {}
