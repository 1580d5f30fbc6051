// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.registry.find.VersionLookup;
import io.prism.registry.find.VersionNumber;
import io.prism.registry.register.Removal;
import io.prism.registry.serve.json.SchemaTrees;
import io.prism.registry.serve.json.SchemaTrees.Form;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.Query;
import io.prism.registry.serve.wire.SubjectPath;
import io.prism.registry.store.SchemaVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /subjects/{subject}/versions/{version}}: one version. */
@Path("/subjects/{subject}/versions/{version}")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class VersionResource {

    private static final String QUALIFIED = "qualified";

    private final SubjectPath subjects;
    private final VersionLookup versions;
    private final Removal removal;
    private final SchemaTrees trees;
    private final VisibleToCaller seen;

    VersionResource(
            SubjectPath subjects, VersionLookup versions, Removal removal, SchemaTrees trees, VisibleToCaller seen) {
        this.subjects = subjects;
        this.versions = versions;
        this.removal = removal;
        this.trees = trees;
        this.seen = seen;
    }

    /** The version with all that belongs to it. */
    @GET
    public JsonNode get(@RestPath String subject, @RestPath String version, @Context UriInfo uri) {
        Query query = new Query(uri);
        return trees.version(wanted(subject, version, query.flag("deleted")), form(query));
    }

    /** How a schema is wanted, by the parameters that several calls have. */
    static Form form(Query query) {
        return new Form(
                query.text("format").orElse(""),
                query.text("referenceFormat")
                        .filter(QUALIFIED::equalsIgnoreCase)
                        .isPresent(),
                query.all("findTags"));
    }

    /** Only the text of the schema. */
    @GET
    @Path("/schema")
    public String text(@RestPath String subject, @RestPath String version, @Context UriInfo uri) {
        Query query = new Query(uri);
        return trees.text(
                wanted(subject, version, query.flag("deleted")),
                query.text("format").orElse(""));
    }

    /** The ids of the schemas that refer to it. */
    @GET
    @Path("/referencedby")
    public List<Integer> referencedBy(@RestPath String subject, @RestPath String version, @Context UriInfo uri) {
        Query query = new Query(uri);
        boolean deleted = query.flag("deleted");
        return seen.page(query)
                .of(seen.of(versions.referencing(wanted(subject, version, true))).stream()
                        .filter(by -> deleted || !by.hidden())
                        .map(SchemaVersion::id)
                        .distinct()
                        .sorted());
    }

    /** Deletes it; answers with its number. */
    @DELETE
    public int delete(@RestPath String subject, @RestPath String version, @Context UriInfo uri) {
        return removal.version(
                subjects.target(subject), VersionNumber.parse(version), new Query(uri).flag("permanent"));
    }

    private SchemaVersion wanted(String subject, String version, boolean deleted) {
        return versions.get(subjects.target(subject), VersionNumber.parse(version), deleted);
    }
}
