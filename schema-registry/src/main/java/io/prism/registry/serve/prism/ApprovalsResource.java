// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.prism;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prism.registry.admit.Access;
import io.prism.registry.admit.Caller;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.govern.approve.Approval;
import io.prism.registry.govern.approve.ApprovalDesk;
import io.prism.registry.name.SubjectName;
import io.prism.registry.serve.json.Bodies;
import io.prism.registry.serve.json.RequestObject;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.Query;
import io.prism.registry.serve.wire.SubjectPath;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /prism/v1/approvals}: breaking changes that somebody asked for. */
@Path("/prism/v1/approvals")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class ApprovalsResource {

    private final SubjectPath subjects;
    private final ApprovalDesk desk;
    private final Caller caller;

    ApprovalsResource(SubjectPath subjects, ApprovalDesk desk, Caller caller) {
        this.subjects = subjects;
        this.desk = desk;
        this.caller = caller;
    }

    /** All of them, oldest first; of one {@code subject} or in one {@code state} when asked. */
    @GET
    public JsonNode list(@Context UriInfo uri) {
        Query query = new Query(uri);
        Optional<String> subject =
                query.text("subject").map(name -> subjects.target(name).qualified());
        Optional<String> state = query.text("state").map(name -> name.toUpperCase(Locale.ROOT));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        desk.all().stream()
                .filter(approval -> caller.sees(SubjectName.of(approval.subject())))
                .filter(approval -> subject.isEmpty() || subject.get().equals(approval.subject()))
                .filter(approval ->
                        state.isEmpty() || state.get().equals(approval.state().name()))
                .forEach(approval -> list.add(approval.tree()));
        return list;
    }

    /** One of them. */
    @GET
    @Path("/{id}")
    public JsonNode get(@RestPath String id) {
        Approval approval = desk.get(id);
        caller.need(Access.READ, SubjectName.of(approval.subject()));
        return approval.tree();
    }

    /** Approves or rejects one. */
    @POST
    @Path("/{id}/decision")
    public JsonNode decide(@RestPath String id, byte @Nullable [] body) {
        RequestObject fields = Bodies.object(body);
        caller.need(Access.ADMIN, SubjectName.of(desk.get(id).subject()));
        String verdict = fields.text("decision").orElse("");
        Approval.State state = switch (verdict) {
            case "approve" -> Approval.State.APPROVED;
            case "reject" -> Approval.State.REJECTED;
            default ->
                throw new RegistryException(
                        ErrorCode.INVALID_VALUE,
                        "'decision' must be approve or reject, but is '%s'"
                                .formatted(ConfluentFailures.shown(verdict)));
        };
        return desk.decide(id, state, fields.text("comment").orElse("")).tree();
    }
}
