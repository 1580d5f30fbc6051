// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.prism;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.govern.trust.TrustedSchemas;
import io.prism.registry.govern.trust.TrustedSchemas.Trusted;
import io.prism.registry.name.SubjectName;
import io.prism.registry.register.Candidate;
import io.prism.registry.register.Registration;
import io.prism.registry.register.SubmittedSchemaReader;
import io.prism.registry.register.SubmittedSchemaReader.Reading;
import io.prism.registry.serve.json.Bodies;
import io.prism.registry.serve.json.Contents;
import io.prism.registry.serve.json.RequestObject;
import io.prism.registry.serve.json.SchemaTrees;
import io.prism.registry.serve.json.SchemaTrees.Form;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.SubjectPath;
import io.prism.schema.tag.SchemaPart;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /prism/v1/subjects/{subject}/versions}: schemas from elsewhere. */
@Path("/prism/v1/subjects/{subject}/versions")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class TrustResource {

    private final SubjectPath subjects;
    private final TrustedSchemas trusted;
    private final SubmittedSchemaReader preparation;
    private final Registration registration;
    private final SchemaTrees trees;

    TrustResource(
            SubjectPath subjects,
            TrustedSchemas trusted,
            SubmittedSchemaReader preparation,
            Registration registration,
            SchemaTrees trees) {
        this.subjects = subjects;
        this.trusted = trusted;
        this.preparation = preparation;
        this.registration = registration;
        this.trees = trees;
    }

    /** Registers the schema at {@code url} if it hashes to {@code sha256} and describes {@code schemaName}. */
    @POST
    public JsonNode register(@RestPath String subject, byte @Nullable [] body) {
        RequestObject fields = Bodies.object(body);
        SubjectName name = subjects.target(subject);
        Trusted schema = trusted.get(required(fields, "url"), required(fields, "sha256"));
        Candidate asked = Contents.candidate(fields);
        Candidate candidate = new Candidate(
                asked.format(),
                schema.text(),
                asked.references(),
                asked.metadata(),
                asked.rules(),
                asked.version(),
                asked.id());
        checkName(fields.text("schemaName"), candidate, name);
        return trees.version(registration.register(name, candidate, false), Form.PLAIN);
    }

    private static String required(RequestObject fields, String name) {
        return fields.text(name)
                .orElseThrow(() -> new RegistryException(ErrorCode.INVALID_VALUE, "'%s' is missing".formatted(name)));
    }

    private void checkName(Optional<String> wanted, Candidate candidate, SubjectName subject) {
        if (wanted.isEmpty()) {
            return;
        }
        boolean there =
                preparation.read(candidate, subject.context(), Reading.NEW, false).asSent().tags().parts().stream()
                        .filter(part -> part.kind() == SchemaPart.Kind.RECORD)
                        .anyMatch(part ->
                                part.path().equals(wanted.get()) || part.name().equals(wanted.get()));
        if (!there) {
            throw new RegistryException(
                    ErrorCode.NOT_TRUSTED, "The schema describes nothing called '%s'".formatted(wanted.get()));
        }
    }
}
