// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.refer;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What has to be done with URIs. None of them is ever opened. */
final class Uris {

    /** What references of a schema without an id are relative to. */
    static final URI ROOT = URI.create("mem://schema/");

    private Uris() {}

    /** {@code reference} without the part after {@code #}. */
    static String withoutFragment(String reference) {
        int hash = reference.indexOf('#');
        return hash < 0 ? reference : reference.substring(0, hash);
    }

    /** The part of {@code reference} after {@code #}, its percent signs decoded; empty when there is none. */
    static String fragment(String reference) {
        int hash = reference.indexOf('#');
        return hash < 0 ? "" : decoded(reference.substring(hash + 1));
    }

    private static String decoded(String text) {
        try {
            // A plus is a plus here, not a blank.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** {@code reference} as seen from {@code base}, without its fragment; empty when it is not a URI reference. */
    static Optional<URI> resolve(URI base, String reference) {
        String bare = withoutFragment(reference);
        if (bare.isEmpty()) {
            return Optional.of(base);
        }
        try {
            URI uri = new URI(bare);
            return Optional.of(
                    base.isOpaque() ? uri : withPath(base).resolve(uri).normalize());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A URI for a name that is none itself, so that it has a place among the others. */
    static URI named(String name) {
        return URI.create("mem://named/" + URLEncoder.encode(withoutFragment(name), StandardCharsets.UTF_8));
    }

    /** Java would put a relative path right behind the host of an address that has no path. */
    private static URI withPath(URI base) {
        boolean bare = base.getRawPath() == null || base.getRawPath().isEmpty();
        return bare && base.getRawAuthority() != null
                ? URI.create(base.getScheme() + "://" + base.getRawAuthority() + "/")
                : base;
    }
}
