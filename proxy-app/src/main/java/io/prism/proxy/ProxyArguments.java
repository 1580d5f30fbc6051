// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy;

import io.prism.core.config.HostPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/**
 * The command line of the proxy.
 *
 * @param config the configuration file
 * @param launcher where the launcher answers; without one only embedded bindings can be served
 * @param endpointFile where to write the addresses that were really taken
 * @param followParent whether to stop when standard input ends, which it does when the parent dies
 */
public record ProxyArguments(
        Path config, Optional<HostPort> launcher, Optional<Path> endpointFile, boolean followParent) {

    /** What {@code --help} prints. */
    public static final String USAGE = """
            Usage: proxy-app [-f prism.yaml] [--launcher HOST:PORT] [--endpoint-file FILE] [--follow-parent]

            The door of Prism: serves every namespace of prism.yaml on proxy.listen.

              -f, --config FILE      configuration (default: ./prism.yaml)
              --launcher HOST:PORT   who starts pattern processes; without it only bindings with
                                     isolation 'embedded' can be served
              --endpoint-file FILE   write the addresses that were really taken to FILE
              --follow-parent        stop when standard input ends
              --help                 this text
            """;

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
    public static Optional<ProxyArguments> parse(String... args) throws Wrong {
        Path config = defaultConfig();
        Optional<HostPort> launcher = Optional.empty();
        Optional<Path> endpointFile = Optional.empty();
        boolean followParent = false;
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--help", "-h" -> {
                    return Optional.empty();
                }
                case "-f", "--config" -> config = Path.of(value(option, rest));
                case "--launcher" -> launcher = Optional.of(hostPort(option, value(option, rest)));
                case "--endpoint-file" -> endpointFile = Optional.of(Path.of(value(option, rest)));
                case "--follow-parent" -> followParent = true;
                default -> throw new Wrong("unknown option '" + option + "'");
            }
        }
        return Optional.of(new ProxyArguments(config, launcher, endpointFile, followParent));
    }

    /** In dev mode the working directory is this module's, and the shipped file is one folder up. */
    private static Path defaultConfig() {
        Path here = Path.of("prism.yaml");
        Path above = Path.of("..", "prism.yaml");
        return !Files.exists(here) && Files.exists(above) ? above : here;
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
