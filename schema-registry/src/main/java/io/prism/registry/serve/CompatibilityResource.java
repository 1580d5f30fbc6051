// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.find.VersionNumber;
import io.prism.registry.name.SubjectName;
import io.prism.registry.register.Candidate;
import io.prism.registry.register.CompatibilityCheck;
import io.prism.registry.serve.json.Bodies;
import io.prism.registry.serve.json.ContentTrees;
import io.prism.registry.serve.json.Contents;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.Query;
import io.prism.registry.serve.wire.SubjectPath;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /compatibility}: whether a schema could be registered. Changes nothing. */
@Path("/compatibility/subjects/{subject}/versions")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class CompatibilityResource {

    private final SubjectPath subjects;
    private final CompatibilityCheck check;

    CompatibilityResource(SubjectPath subjects, CompatibilityCheck check) {
        this.subjects = subjects;
        this.check = check;
    }

    /** Compares with the versions that the configuration asks for. */
    @POST
    public JsonNode withAll(@RestPath String subject, @Context UriInfo uri, byte @Nullable [] body) {
        Query query = new Query(uri);
        SubjectName name = subjects.target(subject);
        Candidate candidate = Contents.candidate(Bodies.object(body));
        return answer(query, () -> check.withAll(name, candidate, query.flag("normalize")));
    }

    /** Compares with one version. */
    @POST
    @Path("/{version}")
    public JsonNode withOne(
            @RestPath String subject, @RestPath String version, @Context UriInfo uri, byte @Nullable [] body) {
        Query query = new Query(uri);
        SubjectName name = subjects.target(subject);
        int number = VersionNumber.parse(version);
        Candidate candidate = Contents.candidate(Bodies.object(body));
        return answer(query, () -> check.withOne(name, number, candidate, query.flag("normalize")));
    }

    /** A schema that is wrong is an answer for those who ask for reasons, and a failure for the others. */
    private static JsonNode answer(Query query, Supplier<List<String>> check) {
        boolean verbose = query.flag("verbose");
        try {
            return answer(verbose, check.get());
        } catch (RegistryException wrong) {
            if (verbose && CompatibilityCheck.isAboutTheSchema(wrong)) {
                return answer(true, List.of(String.valueOf(wrong.getMessage())));
            }
            throw wrong;
        }
    }

    private static JsonNode answer(boolean verbose, List<String> reasons) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("is_compatible", reasons.isEmpty());
        if (verbose) {
            tree.set("messages", ContentTrees.texts(reasons));
        }
        return tree;
    }
}
