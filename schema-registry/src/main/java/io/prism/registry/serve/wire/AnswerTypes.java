// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.wire;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Names the type of an answer the way Confluent's server does. */
class AnswerTypes {

    /** Without a charset, as JSON has only one; and {@code Accept: application/*} does not mean an octet stream. */
    @ServerResponseFilter
    void name(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        if (type != null) {
            boolean unnamed = MediaType.APPLICATION_OCTET_STREAM_TYPE.isCompatible(type);
            String name = unnamed ? MediaTypes.V1 : type.getType() + "/" + type.getSubtype();
            response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, name);
        }
    }
}
