// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.trust;

import io.prism.registry.admit.NamePattern;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;

/**
 * A place to take a schema from.
 *
 * @param uri an HTTPS address with a host, without a user
 */
record Source(URI uri) {

    private static final int HTTPS = 443;
    private static final int CHARS_MAX = 2048;

    /**
     * Reads an address.
     *
     * @throws RegistryException when it is none, or not one that schemas are taken from
     */
    static Source of(String url) {
        try {
            URI uri = new URI(url);
            boolean right = url.length() <= CHARS_MAX
                    && "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null;
            if (right) {
                return new Source(uri.normalize());
            }
        } catch (URISyntaxException malformed) {
            throw refused("'%s' is not an address".formatted(ConfluentFailures.shown(url)));
        }
        throw refused("'%s' is not an HTTPS address without user and fragment".formatted(ConfluentFailures.shown(url)));
    }

    int port() {
        return uri.getPort() < 0 ? HTTPS : uri.getPort();
    }

    /** The path and query, as they are asked for. */
    String target() {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Goes on only if one of {@code allowed} fits. */
    void checkAllowed(List<String> allowed) {
        String place = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getRawPath();
        if (allowed.stream().noneMatch(pattern -> new NamePattern(pattern).matches(place))) {
            throw refused("'%s' is not among the allowed sources (prism.registry.trust.allowed-sources)"
                    .formatted(ConfluentFailures.shown(place)));
        }
    }

    /** Where the host is. All its addresses must be public, unless {@code anywhere}; the answer is one of them. */
    InetAddress address(boolean anywhere) {
        try {
            InetAddress[] all = InetAddress.getAllByName(uri.getHost());
            for (InetAddress address : all) {
                if (!anywhere && !Addresses.isPublic(address)) {
                    throw refused("'%s' is not a public host".formatted(ConfluentFailures.shown(uri.getHost())));
                }
            }
            return all[0];
        } catch (UnknownHostException unknown) {
            throw refused("There is no host '%s'".formatted(ConfluentFailures.shown(uri.getHost())));
        }
    }

    static RegistryException refused(String why) {
        return new RegistryException(ErrorCode.NOT_TRUSTED, why);
    }
}
