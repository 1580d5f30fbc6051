// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prism.registry.serve.json.Bodies;
import io.prism.registry.serve.wire.MediaTypes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jspecify.annotations.Nullable;

/** {@code /}: whether anybody is there. */
@Path("/")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class RootResource {

    /** An empty object. */
    @GET
    public JsonNode get() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An empty object, whatever object is sent. */
    @POST
    public JsonNode post(byte @Nullable [] body) {
        Bodies.object(body);
        return JsonNodeFactory.instance.objectNode();
    }
}
