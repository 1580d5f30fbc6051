// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import io.prism.core.process.ProgramOptions;
import io.prism.core.process.ProgramOptions.Wrong;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import java.util.Set;

/**
 * The command line of a pattern host.
 *
 * @param listen where to listen
 * @param processId the key that the launcher knows this process by; only shown
 * @param rehearsals how often to go through the motions before it listens; 0 for not at all
 * @param followParent whether to stop when standard input ends, which it does when the parent dies
 */
record HostArguments(SocketAddress listen, String processId, int rehearsals, boolean followParent) {

    static final String USAGE = """
            Usage: host --listen ADDRESS [--process-id KEY] [--rehearse | --rehearse-once] [--follow-parent]

            Runs Prism patterns. Waits to be told which by LifecycleInterface (Initialize, Start),
            as the launcher does. Serves that, health, reflection and the patterns' data interfaces on ADDRESS.

              --listen unix:PATH | HOST:PORT   where to listen; port 0 takes any free port
              --grpc-port PORT                 the same as --listen 127.0.0.1:PORT
              --process-id KEY                 a name for this process, shown by ps
              --rehearse                       before listening, make calls to itself on data that is thrown
                                               away, so that the first real call is as fast as the others
              --rehearse-once                  the same, but each call once: what is loaded is known then,
                                               and nothing compiled that a real call would want compiled better
              --follow-parent                  stop when standard input ends
              --help                           this text
            """;

    /** Reads a command line; empty when help is asked for. */
    static Optional<HostArguments> parse(String... args) throws Wrong {
        var options = ProgramOptions.parse(
                Set.of("--listen", "--grpc-port", "--process-id"),
                Set.of("--rehearse", "--rehearse-once", "--follow-parent"),
                args);
        if (options.help()) {
            return Optional.empty();
        }
        String listen = options.text("--listen")
                .or(() -> options.text("--grpc-port").map(port -> "127.0.0.1:" + port))
                .orElseThrow(() -> new Wrong("--listen is required"));
        return Optional.of(new HostArguments(
                address(listen),
                options.text("--process-id").orElse(""),
                rehearsals(options),
                options.has("--follow-parent")));
    }

    private static int rehearsals(ProgramOptions options) {
        if (options.has("--rehearse")) {
            return DressRehearsal.ROUNDS;
        }
        return options.has("--rehearse-once") ? 1 : 0;
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
