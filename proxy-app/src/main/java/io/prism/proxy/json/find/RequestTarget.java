// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.find;

import io.prism.core.MetadataKeys;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.proxy.json.fault.HttpFault;
import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request is for.
 *
 * @param namespace the namespace; null when the request names none
 * @param binding the binding; null when it names none
 * @param method what is called
 */
public record RequestTarget(
        @Nullable String namespace, @Nullable String binding, RpcMethod method) {

    /** In place of a name in the path: the header says it, or the default holds. */
    public static final String UNNAMED = "-";

    private static final String ROOT = "v1";
    private static final int LONG_FORM = 5;
    private static final int SHORT_FORM = 2;

    /**
     * Reads {@code /v1/{namespace}/{binding}/{service}/{Method}} or {@code /{service}/{Method}}.
     *
     * @param path the path, as it was sent, without the query
     * @param headers may name namespace and binding too
     * @throws HttpFault when the path leads nowhere
     * @throws GatewayException.Rejected when path and headers contradict each other
     */
    public static RequestTarget of(String path, MultiMap headers, RpcMethods methods) {
        List<String> parts = List.of(path.substring(1).split("/", -1));
        if (parts.size() == LONG_FORM && parts.getFirst().equals(ROOT)) {
            return new RequestTarget(
                    name(parts.get(1), headers, MetadataKeys.NAMESPACE),
                    name(parts.get(2), headers, MetadataKeys.BINDING),
                    methods.find(decode(parts.get(3)), decode(parts.get(4))));
        }
        if (parts.size() == SHORT_FORM) {
            return new RequestTarget(
                    headers.get(MetadataKeys.NAMESPACE),
                    headers.get(MetadataKeys.BINDING),
                    methods.find(decode(parts.getFirst()), decode(parts.getLast())));
        }
        throw HttpFault.notFound("there is nothing at this path; calls are made at "
                + "/v1/{namespace}/{binding}/{service}/{Method}, and /openapi.json describes them");
    }

    private static @Nullable String name(String part, MultiMap headers, String key) {
        String decoded = decode(part);
        String header = headers.get(key);
        if (decoded.equals(UNNAMED)) {
            return header;
        }
        if (header != null && !header.equals(decoded)) {
            throw new Rejected(key, "must be what the path says: " + decoded, header);
        }
        return decoded;
    }

    private static String decode(String part) {
        return Percent.decode(part, "path", false);
    }
}
