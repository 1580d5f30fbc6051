// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/**
 * The command line of a pattern host.
 *
 * @param listen where to listen
 * @param processId the key that the launcher knows this process by; only shown
 * @param followParent whether to stop when standard input ends, which it does when the parent dies
 */
record HostArguments(SocketAddress listen, String processId, boolean followParent) {

    static final String USAGE = """
            Usage: host --listen ADDRESS [--process-id KEY] [--follow-parent]

            Runs Prism patterns. Waits to be told which by LifecycleInterface (Initialize, Start),
            as the launcher does. Serves that, health, reflection and the patterns' data interfaces on ADDRESS.

              --listen unix:PATH | HOST:PORT   where to listen; port 0 takes any free port
              --grpc-port PORT                 the same as --listen 127.0.0.1:PORT
              --process-id KEY                 a name for this process, shown by ps
              --follow-parent                  stop when standard input ends
              --help                           this text
            """;

    /** A command line that cannot be understood. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    /** Reads a command line; empty when help is asked for. */
    static Optional<HostArguments> parse(String... args) throws Wrong {
        Optional<SocketAddress> listen = Optional.empty();
        String processId = "";
        boolean followParent = false;
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--help", "-h" -> {
                    return Optional.empty();
                }
                case "--listen" -> listen = Optional.of(address(value(option, rest)));
                case "--grpc-port", "-grpc-port" -> listen = Optional.of(address("127.0.0.1:" + value(option, rest)));
                case "--process-id" -> processId = value(option, rest);
                case "--follow-parent" -> followParent = true;
                default -> throw new Wrong("unknown option '" + option + "'");
            }
        }
        return Optional.of(new HostArguments(
                listen.orElseThrow(() -> new Wrong("--listen is required")), processId, followParent));
    }

    private static String value(String option, Iterator<String> rest) throws Wrong {
        if (!rest.hasNext()) {
            throw new Wrong(option + " needs a value");
        }
        return rest.next();
    }

    private static SocketAddress address(String text) throws Wrong {
        if (text.startsWith("unix:") && text.length() > "unix:".length()) {
            return SocketAddress.domainSocketAddress(text.substring("unix:".length()));
        }
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            throw new Wrong("--listen must be unix:PATH or HOST:PORT, but is '" + text + "'");
        }
        return SocketAddress.inetSocketAddress(Integer.parseInt(text.substring(colon + 1)), text.substring(0, colon));
    }
}
