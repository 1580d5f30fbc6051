// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy;

import io.prism.core.config.HostPort;
import io.prism.core.process.ProgramOptions;
import io.prism.core.process.ProgramOptions.Wrong;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

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

    /**
     * Reads a command line; empty when help is asked for.
     *
     * @throws Wrong when it cannot be understood
     */
    public static Optional<ProxyArguments> parse(String... args) throws Wrong {
        var options = ProgramOptions.parse(
                Set.of("--config", "--launcher", "--endpoint-file"), Set.of("--follow-parent"), args);
        return options.help()
                ? Optional.empty()
                : Optional.of(new ProxyArguments(
                        options.path("--config").orElseGet(ProxyArguments::defaultConfig),
                        options.address("--launcher"),
                        options.path("--endpoint-file"),
                        options.has("--follow-parent")));
    }

    /** In dev mode the working directory is this module's, and the shipped file is one folder up. */
    private static Path defaultConfig() {
        Path here = Path.of("prism.yaml");
        Path above = Path.of("..", "prism.yaml");
        return !Files.exists(here) && Files.exists(above) ? above : here;
    }
}
