// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.config.shape.ValueShape;
import io.prism.core.config.text.Ascii;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Where a program listens: {@code 127.0.0.1:8980}, {@code localhost:8980}, {@code [::1]:8980}.
 *
 * @param host name or address, an IPv6 address without its brackets
 * @param port 1 to 65535; 0 lets the system choose a free one
 */
public record HostPort(String host, int port) {

    /** What an address looks like, for error texts. */
    public static final String FORM =
            "host:port, such as 127.0.0.1:8980, \"[::1]:8980\" or, for any free port, 127.0.0.1:0";

    /** The shape of a key that says where a program listens. */
    static final ValueShape.Address SHAPE =
            new ValueShape.Address(text -> parse(text).isPresent(), FORM);

    private static final int MOST_HOST = 253;

    /**
     * Refuses what no listener could use.
     *
     * @throws Rejected when the host is empty or holds other characters than a name or address can, or the port is out
     *     of range
     */
    public HostPort {
        if (!hostLike(host)) {
            throw new Rejected("host", "must be a name or an address", host);
        }
        if (port < 0 || port > 65535) {
            throw new Rejected("port", "must be 0 to 65535", Integer.toString(port));
        }
    }

    /**
     * This address as it was really taken.
     *
     * @param chosen gives the port that the system chose; asked only when any port would do, for Quarkus does not
     *     know a port that it was told
     */
    public HostPort taken(IntSupplier chosen) {
        return port == 0 ? new HostPort(host, chosen.getAsInt()) : this;
    }

    /** Reads {@value #FORM}; empty when {@code text} is anything else. */
    public static Optional<HostPort> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        int port = port(text.substring(colon + 1));
        boolean good = hostLike(host) && bracketed == (host.indexOf(':') >= 0) && port >= 0;
        return good ? Optional.of(new HostPort(host, port)) : Optional.empty();
    }

    private static int port(String text) {
        if (!Ascii.digits(text, 5)) {
            return -1;
        }
        int port = Integer.parseInt(text);
        return port > 65535 ? -1 : port;
    }

    private static boolean hostLike(String host) {
        return !host.isEmpty() && host.length() <= MOST_HOST && host.chars().allMatch(HostPort::hostCharacter);
    }

    private static boolean hostCharacter(int c) {
        return Ascii.letterOrDigit(c) || ".-_:%".indexOf(c) >= 0;
    }

    /** Whether both cannot listen at the same time: the same port, and the same host or one of them every host. */
    public boolean clashesWith(HostPort other) {
        return port != 0
                && port == other.port
                && (everyHost() || other.everyHost() || canonicalHost().equals(other.canonicalHost()));
    }

    private boolean everyHost() {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    private String canonicalHost() {
        return host.equals("localhost") ? "127.0.0.1" : host;
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
