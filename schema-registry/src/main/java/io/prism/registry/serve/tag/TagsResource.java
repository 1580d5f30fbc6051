// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.tag;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.registry.find.VersionLookup;
import io.prism.registry.find.VersionNumber;
import io.prism.registry.name.SubjectName;
import io.prism.registry.register.Candidate;
import io.prism.registry.register.Registration;
import io.prism.registry.serve.json.Bodies;
import io.prism.registry.serve.json.RequestObject;
import io.prism.registry.serve.json.SchemaTrees;
import io.prism.registry.serve.json.SchemaTrees.Form;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.SubjectPath;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /subjects/{subject}/versions/{version}/tags}: a version with other tags, as a new version. */
@Path("/subjects/{subject}/versions/{version}/tags")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class TagsResource {

    private final SubjectPath subjects;
    private final VersionLookup versions;
    private final Registration registration;
    private final SchemaTrees trees;

    TagsResource(SubjectPath subjects, VersionLookup versions, Registration registration, SchemaTrees trees) {
        this.subjects = subjects;
        this.versions = versions;
        this.registration = registration;
        this.trees = trees;
    }

    /** Registers it; answers with the new version. */
    @POST
    public JsonNode change(@RestPath String subject, @RestPath String version, byte @Nullable [] body) {
        SubjectName name = subjects.target(subject);
        int number = VersionNumber.parse(version);
        RequestObject fields = Bodies.object(body);
        Candidate candidate =
                TagRequest.changed(versions.get(name, number, false).content(), fields);
        return trees.version(registration.register(name, candidate, false), Form.PLAIN);
    }
}
