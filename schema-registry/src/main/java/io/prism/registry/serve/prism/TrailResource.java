// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.prism;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prism.registry.admit.Access;
import io.prism.registry.admit.Caller;
import io.prism.registry.govern.trail.Trail;
import io.prism.registry.limit.RegistryLimits;
import io.prism.registry.name.SubjectName;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.Query;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/** {@code /prism/v1/trail}: who did what. */
@Path("/prism/v1/trail")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class TrailResource {

    private final Trail trail;
    private final Caller caller;
    private final RegistryLimits limits;

    TrailResource(Trail trail, Caller caller, RegistryLimits limits) {
        this.trail = trail;
        this.caller = caller;
        this.limits = limits;
    }

    /** The latest entries, newest first, about subjects that the caller administers. */
    @GET
    public JsonNode list(@Context UriInfo uri) {
        Query query = new Query(uri);
        Optional<String> subject = query.text("subject");
        Optional<String> event = query.text("event");
        List<JsonNode> wanted = query.page(limits.pageSize())
                .of(trail.latest().reversed().stream()
                        .filter(entry -> caller.may(
                                Access.ADMIN,
                                SubjectName.of(entry.path("subject").asText())))
                        .filter(entry -> is(entry, "subject", subject) && is(entry, "event", event)));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        wanted.forEach(list::add);
        return list;
    }

    private static boolean is(JsonNode entry, String field, Optional<String> wanted) {
        return wanted.isEmpty() || wanted.get().equals(entry.path(field).asText());
    }
}
