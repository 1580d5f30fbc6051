// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place that serves what scenarios call.
 *
 * @param name what the reports call it
 * @param place where it listens, as written on the command line: {@code host:port} or {@code unix:/path}; or a driver
 *     that is called in this program without gRPC: {@code driver:memory} or {@code driver:redis://host:port}; or, never on
 *     a command line, a Dapr sidecar: {@code dapr:host:port}
 * @param namespace sent with every call; of a Dapr sidecar the name of the state store
 */
public record TargetAddress(String name, String place, String namespace) {

    /** How a target is written. */
    public static final String FORM = "NAME=HOST:PORT/NAMESPACE, NAME=unix:/PATH/TO/SOCKET/NAMESPACE,"
            + " NAME=driver:memory/NAMESPACE or NAME=driver:redis://HOST:PORT/NAMESPACE";

    private static final String UNIX = "unix:";
    private static final String DRIVER = "driver:";
    private static final String DAPR = "dapr:";
    private static final int MOST_PORT = 65_535;
    private static final Pattern SHAPE = Pattern.compile(
            "(?<name>[A-Za-z0-9._-]{1,40})=(?<place>unix:/.+|driver:memory|driver:redis://[A-Za-z0-9._-]+:\\d{1,5}|(?<host>\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+):(?<port>\\d{1,5}))"
                    + "/(?<namespace>[A-Za-z0-9._-]+)");

    /** Reads {@value #FORM}; empty when {@code text} is anything else. */
    public static Optional<TargetAddress> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String port = matcher.group("port");
        if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > MOST_PORT)) {
            return Optional.empty();
        }
        return Optional.of(
                new TargetAddress(matcher.group("name"), matcher.group("place"), matcher.group("namespace")));
    }

    /** The driver behind it, such as {@code memory} or {@code redis://host:port}; empty when it is called by gRPC. */
    public Optional<String> driver() {
        return place.startsWith(DRIVER) ? Optional.of(place.substring(DRIVER.length())) : Optional.empty();
    }

    /** The same place by another name. */
    public TargetAddress named(String other) {
        return new TargetAddress(other, place, namespace);
    }

    /**
     * A state store of a Dapr sidecar on this machine. It knows {@link Scenario.Kind#GET} and {@link Scenario.Kind#SET}.
     *
     * @param port of its gRPC interface
     */
    public static TargetAddress ofDapr(String name, int port, String store) {
        return new TargetAddress(name, DAPR + "127.0.0.1:" + port, store);
    }

    boolean isDapr() {
        return place.startsWith(DAPR);
    }

    SocketAddress socket() {
        if (place.startsWith(UNIX)) {
            return SocketAddress.domainSocketAddress(place.substring(UNIX.length()));
        }
        int colon = place.lastIndexOf(':');
        String host = place.substring(isDapr() ? DAPR.length() : 0, colon)
                .replace("[", "")
                .replace("]", "");
        return SocketAddress.inetSocketAddress(Integer.parseInt(place.substring(colon + 1)), host);
    }

    /** The name and where it is, for messages. */
    @Override
    public String toString() {
        return "'%s' (%s, namespace %s)".formatted(name, place, namespace);
    }
}
