// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.prism;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.govern.Assertion;
import io.prism.registry.govern.Assertion.Outcome;
import io.prism.registry.govern.Assertion.Reliance;
import io.prism.registry.register.Candidate;
import io.prism.registry.serve.json.Bodies;
import io.prism.registry.serve.json.ContentTrees;
import io.prism.registry.serve.json.Contents;
import io.prism.registry.serve.json.RequestObject;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.SubjectPath;
import io.prism.schema.compatible.CompatibilityMode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /prism/v1/subjects/{subject}/assertion}: a consumer says what it relies on. */
@Path("/prism/v1/subjects/{subject}/assertion")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class AssertionResource {

    private static final List<String> REACTIONS = List.of("error", "warn", "ignore");

    private final SubjectPath subjects;
    private final Assertion assertion;

    AssertionResource(SubjectPath subjects, Assertion assertion) {
        this.subjects = subjects;
        this.assertion = assertion;
    }

    /** Whether it holds. When it does not and {@code onMismatch} is {@code error}, the call fails. */
    @POST
    public JsonNode check(@RestPath String subject, byte @Nullable [] body) {
        RequestObject fields = Bodies.object(body);
        String reaction = fields.text("onMismatch").orElse(REACTIONS.getFirst());
        if (!REACTIONS.contains(reaction)) {
            throw new RegistryException(
                    ErrorCode.INVALID_VALUE,
                    "'onMismatch' must be one of %s, but is '%s'"
                            .formatted(REACTIONS, ConfluentFailures.shown(reaction)));
        }
        Outcome outcome = assertion.check(subjects.target(subject), reliance(fields));
        boolean holds = outcome.messages().isEmpty() || reaction.equals("ignore");
        if (!holds && reaction.equals("error")) {
            throw new RegistryException(
                    ErrorCode.ASSERTION_FAILED, "The assertion does not hold: " + outcome.messages());
        }
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("holds", outcome.messages().isEmpty())
                .put("onMismatch", reaction)
                .put("latestVersion", outcome.latestVersion());
        tree.set("messages", ContentTrees.texts(outcome.messages()));
        return tree;
    }

    private static Reliance reliance(RequestObject fields) {
        int expected = fields.number("expectedVersion", 0);
        CompatibilityMode mode = fields.text("compatibilityMode")
                .map(name -> CompatibilityMode.named(name).orElseThrow(ConfluentFailures::invalidCompatibility))
                .orElse(CompatibilityMode.BACKWARD);
        Optional<Candidate> schema = fields.text("schema").map(text -> Contents.candidate(fields));
        return new Reliance(expected == 0 ? Optional.empty() : Optional.of(expected), schema, mode);
    }
}
