// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.find.Guids;
import io.prism.registry.serve.json.SchemaTrees;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.Query;
import io.prism.registry.store.SchemaVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /schemas/guids/{guid}}: one schema by its guid, which is the same in all contexts. */
@Path("/schemas/guids/{guid}")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class GuidResource {

    private final Guids guids;
    private final SchemaTrees trees;
    private final VisibleToCaller seen;

    GuidResource(Guids guids, SchemaTrees trees, VisibleToCaller seen) {
        this.guids = guids;
        this.trees = trees;
        this.seen = seen;
    }

    /** The schema with all that belongs to it. */
    @GET
    public JsonNode get(@RestPath String guid, @Context UriInfo uri) {
        return trees.byGuid(versions(guid).getFirst(), VersionResource.form(new Query(uri)));
    }

    /** The ids that it has in the contexts. */
    @GET
    @Path("/ids")
    public JsonNode ids(@RestPath String guid) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        versions(guid)
                .forEach(version -> list.addObject()
                        .put("context", version.subject().context())
                        .put("id", version.id()));
        return list;
    }

    private List<SchemaVersion> versions(String guid) {
        List<SchemaVersion> versions = guids.versions(guid.toLowerCase(Locale.ROOT), seen::sees);
        if (versions.isEmpty()) {
            throw ConfluentFailures.schemaNotFound(ConfluentFailures.shown(guid));
        }
        return versions;
    }
}
