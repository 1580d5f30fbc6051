// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.find.IdLookup;
import io.prism.registry.name.SubjectName;
import io.prism.registry.serve.json.SchemaTrees;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.Query;
import io.prism.registry.serve.wire.SubjectPath;
import io.prism.registry.store.SchemaVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /schemas/ids/{id}}: one schema by its id. */
@Path("/schemas/ids/{id}")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class SchemaIdResource {

    private final IdLookup ids;
    private final SubjectPath subjects;
    private final SchemaTrees trees;
    private final VisibleToCaller seen;

    SchemaIdResource(IdLookup ids, SubjectPath subjects, SchemaTrees trees, VisibleToCaller seen) {
        this.ids = ids;
        this.subjects = subjects;
        this.trees = trees;
        this.seen = seen;
    }

    /** The schema with all that belongs to it. */
    @GET
    public JsonNode get(@RestPath String id, @Context UriInfo uri) {
        Query query = new Query(uri);
        SchemaVersion version = one(id, query);
        ObjectNode tree = trees.byId(version, VersionResource.form(query));
        if (query.flag("fetchMaxId")) {
            tree.put("maxId", ids.highest(version.subject().context()));
        }
        return tree;
    }

    /** Only the text of the schema. */
    @GET
    @Path("/schema")
    public String text(@RestPath String id, @Context UriInfo uri) {
        Query query = new Query(uri);
        return trees.text(one(id, query), query.text("format").orElse(""));
    }

    /** The subjects that have it. */
    @GET
    @Path("/subjects")
    public List<String> subjects(@RestPath String id, @Context UriInfo uri) {
        Query query = new Query(uri);
        return seen.page(query)
                .of(versions(id, query).stream()
                        .map(version -> version.subject().qualified())
                        .distinct());
    }

    /** The versions that have it. */
    @GET
    @Path("/versions")
    public JsonNode versions(@RestPath String id, @Context UriInfo uri) {
        Query query = new Query(uri);
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        seen.page(query)
                .of(versions(id, query).stream())
                .forEach(version -> list.addObject()
                        .put("subject", version.subject().qualified())
                        .put("version", version.version()));
        return list;
    }

    private List<SchemaVersion> versions(String id, Query query) {
        boolean deleted = query.flag("deleted");
        return all(id, query).stream()
                .filter(version -> deleted || !version.hidden())
                .toList();
    }

    private SchemaVersion one(String id, Query query) {
        return ids.one(number(id), subject(query), seen::sees);
    }

    private List<SchemaVersion> all(String id, Query query) {
        return ids.versions(number(id), subject(query), seen::sees);
    }

    private SubjectName subject(Query query) {
        return query.text("subject").map(subjects::name).orElse(SubjectName.of(""));
    }

    private static int number(String id) {
        try {
            return Integer.parseInt(id);
        } catch (NumberFormatException notOne) {
            throw ConfluentFailures.schemaNotFound(ConfluentFailures.shown(id));
        }
    }
}
