// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import io.prism.registry.effective.Changes;
import io.prism.registry.serve.wire.MediaTypes;
import io.prism.registry.serve.wire.Query;
import io.prism.registry.store.Store;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /contexts}: the rooms that subjects live in. */
@Path("/contexts")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
@Consumes({MediaTypes.V1, MediaTypes.ANY_VERSION_BODY, MediaTypes.JSON_BODY, MediaTypes.BYTES})
@RunOnVirtualThread
public class ContextsResource {

    private final Store store;
    private final Changes changes;
    private final VisibleToCaller seen;

    ContextsResource(Store store, Changes changes, VisibleToCaller seen) {
        this.store = store;
        this.changes = changes;
        this.seen = seen;
    }

    /** Their names. The default one is always there. */
    @GET
    public List<String> list(@Context UriInfo uri) {
        Query query = new Query(uri);
        String prefix = query.text("contextPrefix").orElse("");
        return seen.page(query).of(seen.contexts(store).stream().filter(context -> context.startsWith(prefix)));
    }

    /** Forgets one that has no versions. */
    @DELETE
    @Path("/{context}")
    public void delete(@RestPath String context) {
        changes.dropContext(context);
    }
}
