// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.serve.wire.MediaTypes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** {@code /v1/metadata}: what this server is. */
@Path("/v1/metadata")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class MetadataResource {

    private final ServerDescription server;

    MetadataResource(ServerDescription server) {
        this.server = server;
    }

    /** Which group of servers it belongs to. There is no Kafka cluster to name. */
    @GET
    @Path("/id")
    public JsonNode id() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ObjectNode scope = tree.putObject("scope");
        scope.putArray("path");
        scope.putObject("clusters").put("schema-registry-cluster", server.cluster());
        return tree.put("id", "");
    }

    /** Which version of Prism it is. */
    @GET
    @Path("/version")
    public JsonNode version() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("version", server.version())
                .put("commitId", server.commit());
    }
}
