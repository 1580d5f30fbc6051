// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.find.VersionLookup;
import io.prism.registry.name.SubjectName;
import io.prism.registry.register.Lookup;
import io.prism.registry.register.Removal;
import io.prism.registry.serve.json.Bodies;
import io.prism.registry.serve.json.Contents;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /subjects/{subject}}: one subject. */
@Path("/subjects/{subject}")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class SubjectResource {

    private final SubjectPath subjects;
    private final Lookup lookup;
    private final Removal removal;
    private final VersionLookup versions;
    private final SchemaTrees trees;

    SubjectResource(SubjectPath subjects, Lookup lookup, Removal removal, VersionLookup versions, SchemaTrees trees) {
        this.subjects = subjects;
        this.lookup = lookup;
        this.removal = removal;
        this.versions = versions;
        this.trees = trees;
    }

    /** Looks a schema up. */
    @POST
    public JsonNode find(@RestPath String subject, @Context UriInfo uri, byte @Nullable [] body) {
        Query query = new Query(uri);
        SubjectName name = subjects.target(subject);
        SchemaVersion version = lookup.find(
                name, Contents.candidate(Bodies.object(body)), query.flag("normalize"), query.flag("deleted"));
        return trees.version(version, new Form(query.text("format").orElse(""), false, List.of()));
    }

    /** Deletes it; answers with the numbers of the versions that went. */
    @DELETE
    public List<Integer> delete(@RestPath String subject, @Context UriInfo uri) {
        return removal.subject(subjects.target(subject), new Query(uri).flag("permanent"));
    }

    /** The latest version whose metadata has what the pairs of {@code key} and {@code value} say. */
    @GET
    @Path("/metadata")
    public JsonNode withMetadata(@RestPath String subject, @Context UriInfo uri) {
        Query query = new Query(uri);
        List<String> keys = query.all("key");
        List<String> values = query.all("value");
        if (keys.size() != values.size()) {
            throw new RegistryException(
                    ErrorCode.INVALID_VALUE,
                    "There must be as many parameters 'key' as 'value', but there are %d and %d"
                            .formatted(keys.size(), values.size()));
        }
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            properties.put(keys.get(i), values.get(i));
        }
        SchemaVersion version = versions.withMetadata(subjects.target(subject), properties, query.flag("deleted"));
        return trees.version(version, new Form(query.text("format").orElse(""), false, List.of()));
    }
}
