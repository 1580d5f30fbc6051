// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.prism;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.registry.govern.approve.ApprovalDesk;
import io.prism.registry.serve.json.Bodies;
import io.prism.registry.serve.json.Contents;
import io.prism.registry.serve.json.RequestObject;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.SubjectPath;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /prism/v1/subjects/{subject}/approvals}: where breaking changes are asked for. */
@Path("/prism/v1/subjects/{subject}/approvals")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class ApprovalRequestsResource {

    private final SubjectPath subjects;
    private final ApprovalDesk desk;

    ApprovalRequestsResource(SubjectPath subjects, ApprovalDesk desk) {
        this.subjects = subjects;
        this.desk = desk;
    }

    /** Asks for one. */
    @POST
    public JsonNode request(@RestPath String subject, byte @Nullable [] body) {
        RequestObject fields = Bodies.object(body);
        return desk.request(
                        subjects.target(subject),
                        Contents.candidate(fields),
                        fields.text("comment").orElse(""))
                .tree();
    }
}
