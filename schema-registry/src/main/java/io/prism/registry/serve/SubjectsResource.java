// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import io.prism.registry.store.SubjectQuery;
import io.prism.registry.store.SubjectQuery.Shown;
import io.prism.registry.store.SubjectStore;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /subjects}. */
@Path("/subjects")
@Produces({MediaTypes.V1, MediaTypes.ANY_VERSION, MediaTypes.JSON})
public class SubjectsResource {

    private final SubjectStore store;

    SubjectsResource(SubjectStore store) {
        this.store = store;
    }

    /**
     * The names of the subjects. The parameters are texts here because a bad one is answered as 422, not as 404, which
     * is what a parameter that cannot be converted gets by default.
     *
     * @param deletedOnly wins over {@code deleted}, as in Confluent's server
     */
    @GET
    public List<String> subjects(
            @RestQuery @DefaultValue(SubjectQuery.EVERY_CONTEXT) String subjectPrefix,
            @RestQuery @DefaultValue("false") String deleted,
            @RestQuery @DefaultValue("false") String deletedOnly,
            @RestQuery @DefaultValue("0") String offset,
            @RestQuery @DefaultValue("-1") String limit) {
        Shown all = Parameters.flag("deleted", deleted) ? Shown.ALL : Shown.LIVE;
        Shown shown = Parameters.flag("deletedOnly", deletedOnly) ? Shown.DELETED : all;
        return new SubjectQuery(
                        subjectPrefix,
                        shown,
                        Parameters.number("offset", offset, 0),
                        Parameters.number("limit", limit, -1))
                .in(store);
    }
}
