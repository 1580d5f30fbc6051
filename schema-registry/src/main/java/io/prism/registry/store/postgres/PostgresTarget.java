// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.postgres;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which database to connect to, and as whom. It holds no password: an address is seen on command lines.
 *
 * @param host name or address of the server
 * @param port its TCP port
 * @param database name of the database
 * @param user whom to log in as
 * @param schema name of the schema with the tables
 * @param sslMode {@code disable}, {@code require}, {@code verify-ca} or {@code verify-full}
 * @param sslRootCert file with the certificates (PEM) that may have signed the server's; there exactly when the mode
 *     verifies
 */
public record PostgresTarget(
        String host,
        int port,
        String database,
        String user,
        String schema,
        String sslMode,
        Optional<String> sslRootCert) {

    /** What an address looks like. */
    public static final String FORM = "postgresql://USER@HOST:PORT/DATABASE";

    /** The schema unless the address names one. */
    public static final String SCHEMA = "prism_registry";

    /** What makes a part of a URI a whole one, with two characters of path in front of the part. */
    private static final String PLACE = "x:/-";

    private static final int DEFAULT_PORT = 5432;
    private static final int PORT_MAX = 65_535;
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Set<String> MODES = Set.of("disable", "require", "verify-ca", "verify-full");
    private static final Set<String> PARAMETERS = Set.of("sslmode", "sslrootcert", "schema");

    /** An address that cannot be used. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        /** For the reason that {@code message} tells; the address is not repeated, since it may hold a password. */
        Malformed(String message) {
            super(message);
        }
    }

    /**
     * The database that {@code url} means.
     *
     * @throws Malformed when it means none, or holds a password
     */
    public static PostgresTarget of(String url) throws Malformed {
        URI uri = parsed(url);
        String login = Optional.ofNullable(uri.getRawUserInfo()).orElse("");
        String user = decoded(login);
        if (login.indexOf(':') >= 0) {
            throw new Malformed("must not hold a password, which others on this machine could see: give it as"
                    + " --store-password '${file:PATH}' or '${env:NAME}'");
        }
        if (user.isEmpty()) {
            throw new Malformed("must name a user: " + FORM);
        }
        Map<String, String> parameters = parameters(uri);
        String mode =
                parameters.getOrDefault("sslmode", parameters.containsKey("sslrootcert") ? "verify-full" : "disable");
        Optional<String> rootCert = Optional.ofNullable(parameters.get("sslrootcert"));
        checkTls(mode, rootCert.isPresent());
        String schema = parameters.getOrDefault("schema", SCHEMA);
        if (!NAME.matcher(schema).matches()) {
            throw new Malformed("has the schema '%s', but one is 1 to 63 of a-z, 0-9 and _".formatted(schema));
        }
        String path = Optional.ofNullable(uri.getPath()).orElse("").replaceFirst("^/", "");
        return new PostgresTarget(
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                path.isEmpty() ? user : path,
                user,
                schema,
                mode,
                rootCert);
    }

    private static void checkTls(String mode, boolean rootCert) throws Malformed {
        if (!MODES.contains(mode)) {
            throw new Malformed(
                    "has the sslmode '%s', but one is disable, require, verify-ca or verify-full".formatted(mode));
        }
        boolean verifies = mode.startsWith("verify");
        if (verifies != rootCert) {
            throw new Malformed(
                    verifies
                            ? "needs sslrootcert=FILE to verify the server's certificate"
                            : "has an sslrootcert, which sslmode=%s does not look at".formatted(mode));
        }
    }

    private static URI parsed(String url) throws Malformed {
        try {
            URI uri = new URI(url).parseServerAuthority();
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean postgres = scheme.equals("postgresql") || scheme.equals("postgres");
            boolean place = uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= PORT_MAX;
            boolean oneName = uri.getPath() == null || uri.getPath().lastIndexOf('/') <= 0;
            if (postgres && place && oneName && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // Said below, without the text, which the exception would repeat.
        }
        throw new Malformed("must be " + FORM + ", with special characters percent-encoded and one host");
    }

    private static Map<String, String> parameters(URI uri) throws Malformed {
        Map<String, String> parameters = new HashMap<>();
        String query = uri.getRawQuery();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String parameter : query.split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            if (parts.length != 2 || !PARAMETERS.contains(parts[0])) {
                throw new Malformed("may have the parameters sslmode, sslrootcert and schema only");
            }
            parameters.put(parts[0], decoded(parts[1]));
        }
        return parameters;
    }

    /** As a part of a URI, where a plus sign stands for itself. */
    private static String decoded(String part) {
        return String.valueOf(URI.create(PLACE + part).getPath()).substring(2);
    }

    /** Where it is, for people. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}
