// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prism.registry.effective.Changes;
import io.prism.registry.effective.EffectiveSettings;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.serve.json.Bodies;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.Query;
import io.prism.registry.serve.wire.SubjectPath;
import io.prism.registry.setting.Mode;
import io.prism.registry.setting.SettingScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /mode}: what may be done at all. */
@Path("/mode")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class ModeResource {

    private static final SettingScope EVERYTHING = new SettingScope.Everything();

    private final SubjectPath subjects;
    private final EffectiveSettings settings;
    private final Changes changes;

    ModeResource(SubjectPath subjects, EffectiveSettings settings, Changes changes) {
        this.subjects = subjects;
        this.settings = settings;
        this.changes = changes;
    }

    /** The mode of everything that has none of its own. */
    @GET
    public JsonNode get() {
        return tree(settings.mode(EVERYTHING));
    }

    /** Sets the mode of everything. */
    @PUT
    public JsonNode put(@Context UriInfo uri, byte @Nullable [] body) {
        return set(EVERYTHING, new Query(uri), body);
    }

    /** Goes back to the default, with {@code recursive} everywhere; answers with what was before. */
    @DELETE
    public JsonNode delete(@Context UriInfo uri) {
        Mode before = settings.mode(EVERYTHING);
        changes.unsetMode(EVERYTHING, new Query(uri).flag("recursive"));
        return tree(before);
    }

    /** The mode of one subject or context: its own, or the one in force. */
    @GET
    @Path("/{subject}")
    public JsonNode get(@RestPath String subject, @Context UriInfo uri) {
        SettingScope scope = subjects.scope(subject);
        if (new Query(uri).flag("defaultToGlobal") || scope.equals(EVERYTHING)) {
            return tree(settings.mode(scope));
        }
        return tree(settings.ownMode(scope)
                .orElseThrow(() -> ConfluentFailures.modeNotSet(ConfluentFailures.shown(subject))));
    }

    /** Sets the mode of one subject or context. */
    @PUT
    @Path("/{subject}")
    public JsonNode put(@RestPath String subject, @Context UriInfo uri, byte @Nullable [] body) {
        return set(subjects.scope(subject), new Query(uri), body);
    }

    /** Unsets the mode of one subject or context, with {@code recursive} of all in it; answers with what was before. */
    @DELETE
    @Path("/{subject}")
    public JsonNode delete(@RestPath String subject, @Context UriInfo uri) {
        SettingScope scope = subjects.scope(subject);
        boolean recursive = new Query(uri).flag("recursive");
        return tree(changes.unsetMode(scope, recursive).orElseThrow(() -> ConfluentFailures.subjectNotFound(subject)));
    }

    private JsonNode set(SettingScope scope, Query query, byte @Nullable [] body) {
        Mode mode = Bodies.object(body).text("mode").flatMap(Mode::named).orElseThrow(ConfluentFailures::invalidMode);
        changes.setMode(scope, mode, query.flag("force"));
        return tree(mode);
    }

    private static JsonNode tree(Mode mode) {
        return JsonNodeFactory.instance.objectNode().put("mode", mode.name());
    }
}
