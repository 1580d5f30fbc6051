// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.registry.find.VersionLookup;
import io.prism.registry.limit.RegistryLimits;
import io.prism.registry.register.Registration;
import io.prism.registry.serve.json.Bodies;
import io.prism.registry.serve.json.SchemaTrees;
import io.prism.registry.serve.json.SchemaTrees.Form;
import io.prism.registry.serve.tag.TagRequest;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.Query;
import io.prism.registry.serve.wire.SubjectPath;
import io.prism.registry.store.SchemaVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /subjects/{subject}/versions}: the versions of one subject. */
@Path("/subjects/{subject}/versions")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class VersionsResource {

    private final SubjectPath subjects;
    private final Registration registration;
    private final VersionLookup versions;
    private final SchemaTrees trees;
    private final RegistryLimits limits;

    VersionsResource(
            SubjectPath subjects,
            Registration registration,
            VersionLookup versions,
            SchemaTrees trees,
            RegistryLimits limits) {
        this.subjects = subjects;
        this.registration = registration;
        this.versions = versions;
        this.trees = trees;
        this.limits = limits;
    }

    /** Registers a schema; answers with the version that it has or gets. */
    @POST
    public JsonNode register(@RestPath String subject, @Context UriInfo uri, byte @Nullable [] body) {
        Query query = new Query(uri);
        SchemaVersion version = registration.register(
                subjects.target(subject), TagRequest.candidate(Bodies.object(body)), query.flag("normalize"));
        return trees.version(version, new Form(query.text("format").orElse(""), false, List.of()));
    }

    /** The numbers of the versions; those of softly deleted ones below 0 when {@code deletedAsNegative} asks so. */
    @GET
    public List<Integer> list(@RestPath String subject, @Context UriInfo uri) {
        Query query = new Query(uri);
        boolean only = query.flag("deletedOnly");
        boolean negative = query.flag("deletedAsNegative");
        boolean deleted = query.flag("deleted") || negative;
        Stream<SchemaVersion> wanted = versions.all(subjects.target(subject), deleted || only).stream()
                .filter(version -> only ? version.hidden() : deleted || !version.hidden());
        return query.page(limits.pageSize())
                .of(wanted.map(version -> negative && version.hidden() ? -version.version() : version.version()));
    }
}
