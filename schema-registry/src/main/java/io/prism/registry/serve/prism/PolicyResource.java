// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.prism;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.govern.Governance;
import io.prism.registry.govern.rule.Finding;
import io.prism.registry.govern.rule.GovernanceSettings;
import io.prism.registry.govern.rule.Level;
import io.prism.registry.name.SubjectName;
import io.prism.registry.register.Candidate;
import io.prism.registry.register.CompatibilityCheck;
import io.prism.registry.register.SubmittedSchemaReader;
import io.prism.registry.register.SubmittedSchemaReader.Reading;
import io.prism.registry.serve.json.Bodies;
import io.prism.registry.serve.json.ContentTrees;
import io.prism.registry.serve.json.Contents;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.SubjectPath;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /prism/v1/subjects/{subject}}: what is asked of its schemas, and whether one would do. */
@Path("/prism/v1/subjects/{subject}")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class PolicyResource {

    private final SubjectPath subjects;
    private final Governance governance;
    private final GovernanceSettings settings;
    private final CompatibilityCheck compatibility;
    private final SubmittedSchemaReader preparation;

    PolicyResource(
            SubjectPath subjects,
            Governance governance,
            GovernanceSettings settings,
            CompatibilityCheck compatibility,
            SubmittedSchemaReader preparation) {
        this.subjects = subjects;
        this.governance = governance;
        this.settings = settings;
        this.compatibility = compatibility;
        this.preparation = preparation;
    }

    /** What is asked. */
    @GET
    @Path("/policy")
    public JsonNode policy(@RestPath String subject) {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("level", word(governance.level(subjects.target(subject))))
                .put("breakingChanges", word(settings.breakingChanges()))
                .put("fourEyes", settings.fourEyes());
        tree.set("requiredFields", ContentTrees.texts(settings.requiredFields()));
        return tree;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Whether a schema could be registered, with all that is against it. Changes nothing. */
    @POST
    @Path("/check")
    public JsonNode check(@RestPath String subject, byte @Nullable [] body) {
        SubjectName name = subjects.target(subject);
        Candidate candidate = Contents.candidate(Bodies.object(body));
        Level level = governance.level(name);
        List<Finding> findings = governance.findings(
                preparation.read(candidate, name.context(), Reading.NEW, false).asSent(), level);
        List<String> reasons = compatibility.withAll(name, candidate, false);
        boolean allowed = reasons.isEmpty() && (findings.isEmpty() || !level.refuses());
        ObjectNode tree =
                JsonNodeFactory.instance.objectNode().put("allowed", allowed).put("level", word(level));
        ArrayNode list = tree.putArray("findings");
        findings.forEach(finding -> list.addObject()
                .put("rule", finding.rule())
                .put("path", finding.path())
                .put("problem", finding.problem())
                .put("hint", finding.hint()));
        tree.set("incompatibilities", ContentTrees.texts(reasons));
        return tree;
    }
}
