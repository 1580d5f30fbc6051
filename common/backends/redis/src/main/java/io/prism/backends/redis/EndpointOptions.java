// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import io.prism.backends.redis.connect.Endpoint;
import io.prism.backends.redis.connect.RedisTls;
import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.Rejected;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the options that say which server is meant and as whom. No value is repeated in a failure but the number of a
 * database: a password may have been put anywhere.
 */
final class EndpointOptions {

    private static final String URL = "url";
    private static final String FORM = "must be redis://HOST:PORT, rediss://HOST:PORT or unix:///PATH";
    private static final int PORT = 6379;
    private static final int PORT_MAX = 65_535;
    private static final List<String> TLS = List.of("tls.ca", "tls.cert", "tls.key", "tls.verify-host");

    private final OptionMap settings;

    private EndpointOptions(OptionMap settings) {
        this.settings = settings;
    }

    static Endpoint from(OptionMap settings) {
        return new EndpointOptions(settings).read();
    }

    private Endpoint read() {
        URI url = url();
        boolean unix = url.getScheme().equals("unix");
        return new Endpoint(
                unix ? "unix://" + url.getPath() : address(url),
                database(unix ? "" : url.getPath().replaceFirst("^/", "")),
                user(),
                settings.text("password"),
                tls(url.getScheme().equals("rediss")));
    }

    private URI url() {
        URI url;
        try {
            url = new URI(settings.required(URL));
        } catch (URISyntaxException _) {
            // Without the cause: it repeats the text, and a password with it.
            throw rejected(URL, FORM);
        }
        if (url.getRawUserInfo() != null
                || (url.getRawAuthority() != null && url.getRawAuthority().contains("@"))) {
            throw rejected(URL, "must not hold a user name or password: set the options username and password");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null || url.isOpaque()) {
            throw rejected(URL, FORM + ", without '?' and '#'");
        }
        boolean fits = switch (String.valueOf(url.getScheme())) {
            case "redis", "rediss" -> url.getHost() != null && url.getPort() != 0 && url.getPort() <= PORT_MAX;
            case "unix" -> url.getRawAuthority() == null && url.getPath().length() > 1;
            default -> false;
        };
        if (!fits) {
            throw rejected(URL, FORM);
        }
        return url;
    }

    private static String address(URI url) {
        return url.getScheme() + "://" + url.getHost() + ":" + (url.getPort() < 0 ? PORT : url.getPort());
    }

    private int database(String inUrl) {
        if (!inUrl.matches("\\d{0,9}")) {
            throw rejected(URL, "must end after the port, or with the number of a database");
        }
        if (inUrl.isEmpty()) {
            return settings.findNumber("database").orElse(0);
        }
        int number = Integer.parseInt(inUrl);
        if (settings.findNumber("database").orElse(number) != number) {
            throw new Rejected(name("database"), "must be the same as in url, or left out", inUrl);
        }
        return number;
    }

    private Optional<String> user() {
        Optional<String> user = settings.text("username");
        if (user.isPresent() && settings.text("password").isEmpty()) {
            throw rejected("username", "needs the option password too");
        }
        if (user.filter(String::isEmpty).isPresent()) {
            throw rejected("username", "must not be empty");
        }
        return user;
    }

    private Optional<RedisTls> tls(boolean encrypted) {
        if (!encrypted) {
            for (String name : TLS) {
                if (settings.text(name).isPresent()) {
                    throw rejected(name, "can only be set with a url that begins with rediss:");
                }
            }
            return Optional.empty();
        }
        Optional<String> cert = file("tls.cert");
        Optional<String> key = file("tls.key");
        if (cert.isPresent() != key.isPresent()) {
            throw rejected(cert.isPresent() ? "tls.key" : "tls.cert", "is required: a certificate needs its key");
        }
        return Optional.of(new RedisTls(
                file("tls.ca"), cert, key, settings.findFlag("tls.verify-host").orElse(true)));
    }

    private Optional<String> file(String name) {
        Optional<String> text = settings.text(name);
        if (text.isPresent() && !isReadable(text.get())) {
            throw rejected(name, "must be the path of a PEM file that can be read");
        }
        return text;
    }

    private static boolean isReadable(String text) {
        try {
            Path file = Path.of(text);
            return Files.isRegularFile(file) && Files.isReadable(file);
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private Rejected rejected(String name, String constraint) {
        return new Rejected(name(name), constraint, "");
    }

    private String name(String name) {
        return settings.where() + "." + name;
    }
}
