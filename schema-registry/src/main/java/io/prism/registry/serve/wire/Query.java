// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.wire;

import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.find.Page;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/**
 * The query parameters of one call. They are read as texts, because a bad one is answered as 422, not as 404, which is
 * what a parameter that cannot be converted gets by default. Of one that is given twice the first counts.
 *
 * @param uri of the call
 */
public record Query(UriInfo uri) {

    /** Whether the parameter is {@code true}; false when it is not given. */
    public boolean flag(String name) {
        String text = uri.getQueryParameters().getFirst(name);
        return text != null && !text.isEmpty() && Parameters.flag(name, text);
    }

    /** The parameter as a whole number; {@code unset} when it is not given. */
    public int number(String name, int least, int unset) {
        String text = uri.getQueryParameters().getFirst(name);
        return text == null || text.isEmpty() ? unset : Parameters.number(name, text, least);
    }

    /** The parameter, empty when it is not given. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(uri.getQueryParameters().getFirst(name)).map(text -> storable(name, text));
    }

    /** Each value of the parameter. */
    public List<String> all(String name) {
        return uri.getQueryParameters().getOrDefault(name, List.of()).stream()
                .map(text -> storable(name, text))
                .toList();
    }

    /** The part that {@code offset} and {@code limit} ask for, of at most {@code most}. */
    public Page page(int most) {
        return Page.of(number("offset", 0, 0), number("limit", -1, -1), most);
    }

    private static String storable(String name, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new RegistryException(
                    ErrorCode.INVALID_VALUE,
                    "Query parameter '%s' has a NUL character: '%s'"
                            .formatted(ConfluentFailures.shown(name), ConfluentFailures.shown(text)));
        }
        return text;
    }
}
