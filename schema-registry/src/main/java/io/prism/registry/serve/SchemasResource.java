// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.admit.Caller;
import io.prism.registry.find.SchemaListing;
import io.prism.registry.find.SchemaQuery;
import io.prism.registry.limit.RegistryLimits;
import io.prism.registry.serve.json.ContentTrees;
import io.prism.registry.serve.json.SchemaTrees;
import io.prism.registry.serve.json.SchemaTrees.Form;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.Query;
import io.prism.registry.store.SubjectQuery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** {@code /schemas}: all schemas. */
@Path("/schemas")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class SchemasResource {

    private final SchemaListing schemas;
    private final SchemaTrees trees;
    private final RegistryLimits limits;
    private final Caller caller;

    SchemasResource(SchemaListing schemas, SchemaTrees trees, RegistryLimits limits, Caller caller) {
        this.schemas = schemas;
        this.trees = trees;
        this.limits = limits;
        this.caller = caller;
    }

    /** The schemas by subject and version. */
    @GET
    public JsonNode list(@Context UriInfo uri) {
        Query query = new Query(uri);
        SchemaQuery wanted = new SchemaQuery(
                query.text("subjectPrefix").orElse(SubjectQuery.EVERY_CONTEXT),
                query.flag("aliases"),
                query.flag("deleted"),
                query.flag("latestOnly"),
                query.text("ruleType").orElse(null));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (SchemaListing.Listed listed : schemas.list(wanted, query.page(limits.schemaPageSize()), caller::sees)) {
            ObjectNode tree = trees.version(listed.version(), Form.PLAIN);
            if (!listed.aliases().isEmpty()) {
                tree.set("aliases", ContentTrees.texts(listed.aliases()));
            }
            list.add(tree);
        }
        return list;
    }

    /** The formats. */
    @GET
    @Path("/types")
    public List<String> types() {
        return List.of("JSON", "PROTOBUF", "AVRO");
    }
}
