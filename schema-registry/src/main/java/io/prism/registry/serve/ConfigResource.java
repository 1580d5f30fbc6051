// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.prism.registry.effective.Changes;
import io.prism.registry.effective.EffectiveSettings;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.serve.json.Bodies;
import io.prism.registry.serve.json.Configs;
import io.prism.registry.serve.json.RequestObject;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.Query;
import io.prism.registry.serve.wire.SubjectPath;
import io.prism.registry.setting.Config;
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

/** {@code /config}: how schemas are compared and completed. */
@Path("/config")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class ConfigResource {

    private static final String SHOWN = "compatibilityLevel";
    private static final String SENT = "compatibility";
    private static final SettingScope EVERYTHING = new SettingScope.Everything();

    private final SubjectPath subjects;
    private final EffectiveSettings settings;
    private final Changes changes;

    ConfigResource(SubjectPath subjects, EffectiveSettings settings, Changes changes) {
        this.subjects = subjects;
        this.settings = settings;
        this.changes = changes;
    }

    /** The configuration of everything that has none of its own. */
    @GET
    public JsonNode get() {
        return Configs.tree(settings.config(EVERYTHING), SHOWN);
    }

    /** Changes what is named, for everything. */
    @PUT
    public JsonNode put(byte @Nullable [] body) {
        return update(EVERYTHING, body);
    }

    /** Goes back to the default; answers with what was before. */
    @DELETE
    public JsonNode delete() {
        Config before = settings.config(EVERYTHING);
        changes.unsetConfig(EVERYTHING);
        return Configs.tree(before, SHOWN);
    }

    /** The configuration of one subject or context: its own, or the one in force. */
    @GET
    @Path("/{subject}")
    public JsonNode get(@RestPath String subject, @Context UriInfo uri) {
        SettingScope scope = subjects.scope(subject);
        if (new Query(uri).flag("defaultToGlobal") || scope.equals(EVERYTHING)) {
            return Configs.tree(settings.config(scope), SHOWN);
        }
        return Configs.tree(
                settings.own(scope).orElseThrow(() -> ConfluentFailures.configNotSet(ConfluentFailures.shown(subject))),
                SHOWN);
    }

    /** Changes what is named, for one subject or context. */
    @PUT
    @Path("/{subject}")
    public JsonNode put(@RestPath String subject, byte @Nullable [] body) {
        return update(subjects.scope(subject), body);
    }

    /** Unsets the configuration of one subject or context; answers with what was before. */
    @DELETE
    @Path("/{subject}")
    public JsonNode delete(@RestPath String subject) {
        Config before = changes.unsetConfig(subjects.scope(subject))
                .orElseThrow(() -> ConfluentFailures.subjectNotFound(subject));
        return Configs.tree(before, SHOWN);
    }

    private JsonNode update(SettingScope scope, byte @Nullable [] body) {
        RequestObject fields = Bodies.object(body);
        // An alias that is nobody's name would fail every call that it redirects.
        fields.text("alias").filter(alias -> !alias.isEmpty()).ifPresent(subjects::name);
        changes.updateConfig(scope, before -> Configs.updated(before, fields));
        return Configs.tree(Configs.updated(EffectiveSettings.NOTHING, fields), SENT);
    }
}
