// SPDX-License-Identifier: Apache-2.0
package io.prism.registry;

import io.prism.core.config.HostPort;
import io.prism.core.process.ProgramOptions;
import io.prism.core.process.ProgramOptions.Wrong;
import io.prism.registry.store.choice.StoreChoice;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The command line of the schema registry.
 *
 * @param listen where the REST interface answers
 * @param management where health and metrics answer
 * @param endpointFile where to write the addresses that were really taken
 * @param followParent whether to stop when standard input ends, which it does when the parent dies
 * @param store where schemas are kept
 */
public record RegistryArguments(
        HostPort listen, HostPort management, Optional<Path> endpointFile, boolean followParent, StoreChoice store) {

    /** What {@code --help} prints. */
    public static final String USAGE = """
            Usage: schema-registry [--listen HOST:PORT] [--management HOST:PORT] [--endpoint-file FILE]
                                   [--follow-parent] [--store STORE] [--store-password REF]

            The schema registry of Prism: speaks the REST interface of Confluent's registry.

              --listen HOST:PORT      REST interface (default: 127.0.0.1:8081); port 0 takes any free one
              --management HOST:PORT  health and metrics (default: 127.0.0.1:9083); port 0 takes any free one
              --endpoint-file FILE    write the addresses that were really taken to FILE
              --follow-parent         stop when standard input ends
            """ + StoreChoice.USAGE + """
              --help                  this text
            """;

    private static final HostPort LISTEN = new HostPort("127.0.0.1", 8081);
    private static final HostPort MANAGEMENT = new HostPort("127.0.0.1", 9083);

    /**
     * Reads a command line; empty when help is asked for.
     *
     * @throws Wrong when it cannot be understood
     */
    public static Optional<RegistryArguments> parse(String... args) throws Wrong {
        Set<String> valued = new HashSet<>(StoreChoice.OPTIONS);
        valued.addAll(Set.of("--listen", "--management", "--endpoint-file"));
        var options = ProgramOptions.parse(valued, Set.of("--follow-parent"), args);
        if (options.help()) {
            return Optional.empty();
        }
        HostPort listen = options.address("--listen").orElse(LISTEN);
        HostPort management = options.address("--management").orElse(MANAGEMENT);
        if (listen.port() != 0 && listen.equals(management)) {
            throw new Wrong("--listen and --management must differ, but both are " + listen);
        }
        return Optional.of(new RegistryArguments(
                listen,
                management,
                options.path("--endpoint-file"),
                options.has("--follow-parent"),
                StoreChoice.from(options)));
    }
}
