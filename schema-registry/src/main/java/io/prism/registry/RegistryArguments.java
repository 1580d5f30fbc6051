// SPDX-License-Identifier: Apache-2.0
package io.prism.registry;

import io.prism.core.config.HostPort;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/**
 * The command line of the schema registry.
 *
 * @param listen where the REST interface answers
 * @param management where health and metrics answer
 * @param endpointFile where to write the addresses that were really taken
 * @param followParent whether to stop when standard input ends, which it does when the parent dies
 */
public record RegistryArguments(
        HostPort listen, HostPort management, Optional<Path> endpointFile, boolean followParent) {

    /** What {@code --help} prints. */
    public static final String USAGE = """
            Usage: schema-registry [--listen HOST:PORT] [--management HOST:PORT] [--endpoint-file FILE]
                                   [--follow-parent]

            The schema registry of Prism: speaks the REST interface of Confluent's registry.

              --listen HOST:PORT      REST interface (default: 127.0.0.1:8081); port 0 takes any free one
              --management HOST:PORT  health and metrics (default: 127.0.0.1:9083); port 0 takes any free one
              --endpoint-file FILE    write the addresses that were really taken to FILE
              --follow-parent         stop when standard input ends
              --help                  this text
            """;

    private static final HostPort LISTEN = new HostPort("127.0.0.1", 8081);
    private static final HostPort MANAGEMENT = new HostPort("127.0.0.1", 9083);

    /** A command line that cannot be understood; the message says why. */
    public static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    /**
     * Reads a command line; empty when help is asked for.
     *
     * @throws Wrong when it cannot be understood
     */
    public static Optional<RegistryArguments> parse(String... args) throws Wrong {
        HostPort listen = LISTEN;
        HostPort management = MANAGEMENT;
        Optional<Path> endpointFile = Optional.empty();
        boolean followParent = false;
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--help", "-h" -> {
                    return Optional.empty();
                }
                case "--listen" -> listen = hostPort(option, value(option, rest));
                case "--management" -> management = hostPort(option, value(option, rest));
                case "--endpoint-file" -> endpointFile = Optional.of(Path.of(value(option, rest)));
                case "--follow-parent" -> followParent = true;
                default -> throw new Wrong("unknown option '" + option + "'");
            }
        }
        if (listen.port() != 0 && listen.equals(management)) {
            throw new Wrong("--listen and --management must differ, but both are " + listen);
        }
        return Optional.of(new RegistryArguments(listen, management, endpointFile, followParent));
    }

    private static String value(String option, Iterator<String> rest) throws Wrong {
        if (!rest.hasNext()) {
            throw new Wrong(option + " needs a value");
        }
        return rest.next();
    }

    private static HostPort hostPort(String option, String text) throws Wrong {
        Optional<HostPort> parsed = HostPort.parse(text);
        if (parsed.isEmpty()) {
            throw new Wrong(option + " must be " + HostPort.FORM + ", but is '" + text + "'");
        }
        return parsed.get();
    }
}
