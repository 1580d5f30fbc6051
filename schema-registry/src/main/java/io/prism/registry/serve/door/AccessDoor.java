// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import io.prism.registry.admit.Access;
import io.prism.registry.admit.Caller;
import io.prism.registry.admit.Permits;
import io.prism.registry.effective.EffectiveSettings;
import io.prism.registry.name.SubjectName;
import io.prism.registry.serve.ConfigResource;
import io.prism.registry.serve.ModeResource;
import io.prism.registry.serve.wire.Query;
import io.prism.registry.serve.wire.SubjectPath;
import io.prism.registry.setting.SettingScope;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Lets a call pass only if who makes it may make it. Runs where the call is served, not on an event loop. */
@Singleton
class AccessDoor {

    private final Permits permits;
    private final Caller caller;
    private final SubjectPath subjects;
    private final EffectiveSettings settings;

    AccessDoor(Permits permits, Caller caller, SubjectPath subjects, EffectiveSettings settings) {
        this.permits = permits;
        this.caller = caller;
        this.subjects = subjects;
        this.settings = settings;
    }

    /** What is wrong with the files is said at the start, not to the first caller. */
    void open(@Observes StartupEvent start) {
        permits.enabled();
    }

    @ServerRequestFilter
    void pass(ContainerRequestContext request, SimpleResourceInfo served) {
        if (!permits.enabled()) {
            return;
        }
        permits.admit(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        UriInfo uri = request.getUriInfo();
        String subject = uri.getPathParameters().getFirst("subject");
        if (subject != null) {
            Class<?> resource = served.getResourceClass();
            Access access = SubjectRights.by(request.getMethod(), resource, new Query(uri).flag("permanent"));
            if (resource == ConfigResource.class || resource == ModeResource.class) {
                needScope(access, subjects.scope(subject));
            } else {
                need(access, subjects.name(subject));
            }
        } else if (changesEverything(request.getMethod())) {
            caller.needEverywhere(Access.ADMIN);
        }
    }

    /** Calls without a subject that read show only what the caller may see; those that post check for themselves. */
    private static boolean changesEverything(String method) {
        return method.equals("PUT") || method.equals("DELETE");
    }

    private void need(Access access, SubjectName name) {
        caller.need(access, name);
        // An alias is no way around the rules of what it stands for.
        SubjectName target = settings.behindAlias(name);
        if (!target.equals(name)) {
            caller.need(access, target);
        }
    }

    private void needScope(Access access, SettingScope scope) {
        switch (scope) {
            case SettingScope.Everything _ -> caller.needEverywhere(access);
            case SettingScope.OfContext(String context) -> caller.need(access, new SubjectName(context, ""));
            case SettingScope.OfSubject(SubjectName name) -> caller.need(access, name);
        }
    }
}
