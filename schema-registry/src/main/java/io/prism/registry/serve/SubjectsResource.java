// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import io.prism.registry.admit.Caller;
import io.prism.registry.limit.RegistryLimits;
import io.prism.registry.name.SubjectName;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.Query;
import io.prism.registry.store.Store;
import io.prism.registry.store.SubjectQuery;
import io.prism.registry.store.SubjectQuery.Shown;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** {@code /subjects}: the names under which schemas are registered. */
@Path("/subjects")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class SubjectsResource {

    private final Store store;
    private final RegistryLimits limits;
    private final Caller caller;

    SubjectsResource(Store store, RegistryLimits limits, Caller caller) {
        this.store = store;
        this.limits = limits;
        this.caller = caller;
    }

    /** The names; {@code deletedOnly} wins over {@code deleted}, as in Confluent's server. */
    @GET
    public List<String> list(@Context UriInfo uri) {
        Query query = new Query(uri);
        Shown all = query.flag("deleted") ? Shown.ALL : Shown.LIVE;
        Shown shown = query.flag("deletedOnly") ? Shown.DELETED : all;
        String prefix = query.text("subjectPrefix").orElse(SubjectQuery.EVERY_CONTEXT);
        return query.page(limits.pageSize())
                .of(new SubjectQuery(prefix, shown, 0, -1)
                        .in(store).stream().filter(name -> caller.sees(SubjectName.of(name))));
    }
}
