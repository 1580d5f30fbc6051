// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.Rejected;
import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which database to connect to, and as whom. Its text form shows no password.
 *
 * @param host name or address of the server
 * @param port its TCP port
 * @param database name of the database
 * @param user whom to log in as
 * @param password what to log in with; empty where the server asks for none
 * @param tls whether and how the connection is encrypted
 */
public record DatabaseTarget(String host, int port, String database, String user, String password, PostgresTls tls) {

    private static final String URL = "url";
    private static final String FORM =
            "must be postgresql://user@host:port/database; special characters percent-encoded, one host";
    private static final int DEFAULT_PORT = 5432;
    private static final int PORT_MAX = 65_535;
    private static final String SSL_MODE = "sslmode=";
    private static final String NO_PASSWORD = "none";
    private static final int STATEMENTS_CACHED = 256;
    private static final int STATEMENT_CHARS_MAX = 16_384;

    /**
     * As {@code url}, {@code username}, {@code password} and {@code tls} say; the separate options come before what
     * the url holds.
     *
     * @throws Rejected when one is missing or malformed; the url is not repeated, since it may hold a password
     */
    public static DatabaseTarget from(OptionMap settings) {
        URI uri = parsed(settings);
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        String user = settings.text("username")
                .or(() -> login.length > 0 ? Optional.of(decoded(login[0])) : Optional.empty())
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new Rejected(settings.where() + ".username", "is required: url names no user", ""));
        String password = settings.text("password").orElseGet(() -> login.length > 1 ? decoded(login[1]) : "");
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        return new DatabaseTarget(
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                path.isEmpty() ? user : path,
                user,
                password,
                PostgresTls.from(settings, sslMode(settings, uri)));
    }

    /** Options for one connection. */
    PgConnectOptions options(PostgresConnectionLimits limits) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                // The client fails half-way, and leaves the connection open, when it is asked for a password it does
                // not have.
                .setPassword(password.isEmpty() ? NO_PASSWORD : password)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(STATEMENTS_CACHED)
                .setPreparedStatementCacheSqlLimit(STATEMENT_CHARS_MAX)
                .setPipeliningLimit(limits.pipelining());
        // Only what every server and pooler takes; the rest is set once the connection is there.
        options.setProperties(Map.of("application_name", "prism", "client_encoding", "UTF8"));
        options.setConnectTimeout(Math.toIntExact(limits.connectTimeout().toMillis()));
        options.setTcpKeepAlive(true);
        options.setTcpNoDelay(true);
        // Ends what nobody else ends: connections whose other side is gone without a word.
        options.setIdleTimeout(Math.toIntExact(limits.idleTimeout().toSeconds()));
        tls.applyTo(options);
        return options;
    }

    private static URI parsed(OptionMap settings) {
        String where = settings.where() + "." + URL;
        String text = settings.required(URL);
        try {
            URI uri = new URI(text).parseServerAuthority();
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean postgres = scheme.equals("postgresql") || scheme.equals("postgres");
            boolean place = uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= PORT_MAX;
            boolean oneName = uri.getPath() == null || uri.getPath().lastIndexOf('/') <= 0;
            if (!postgres || !place || !oneName || uri.getFragment() != null) {
                throw new Rejected(where, FORM, "");
            }
            return uri;
        } catch (URISyntaxException _) {
            throw new Rejected(where, FORM, "");
        }
    }

    private static Optional<String> sslMode(OptionMap settings, URI uri) {
        String query = uri.getRawQuery();
        if (query == null || query.isEmpty()) {
            return Optional.empty();
        }
        if (!query.startsWith(SSL_MODE) || query.indexOf('&') >= 0) {
            throw new Rejected(
                    settings.where() + "." + URL, "may have the parameter sslmode only; use options for the rest", "");
        }
        return Optional.of(query.substring(SSL_MODE.length()));
    }

    /** As a part of a URI, where a plus sign stands for itself. */
    private static String decoded(String part) {
        return String.valueOf(URI.create("x:/" + part).getPath()).substring(1);
    }

    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}
