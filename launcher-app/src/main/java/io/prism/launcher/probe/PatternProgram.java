// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.probe;

import io.prism.core.binding.BindingSpec;
import io.prism.launcher.place.ProcessKey;
import io.prism.launcher.process.Child;
import io.prism.launcher.process.Command;
import io.prism.launcher.process.Launchable;
import io.prism.launcher.process.Life;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The pattern host with the bindings of one process key.
 *
 * @param key the process
 * @param host how the host is started, without its own arguments; asked at each start, so that a program that is built
 *     later is found
 * @param bindings what it serves now, secrets resolved
 * @param sockets gives a new path for a socket at each start
 * @param tools what all pattern processes share
 */
public record PatternProgram(
        ProcessKey key, HostCommand host, Supplier<List<BindingSpec>> bindings, Supplier<Path> sockets, Tools tools)
        implements Launchable {

    /**
     * What all pattern processes share.
     *
     * @param vertx makes the connections
     * @param log gets process id and line for each line printed
     */
    public record Tools(Vertx vertx, LineLog log) {}

    /** Finds the pattern host. */
    @FunctionalInterface
    public interface HostCommand {
        /**
         * Its command, without its own arguments.
         *
         * @throws IOException when there is none
         */
        Command get() throws IOException;
    }

    /** Where the lines go that processes print. */
    @FunctionalInterface
    public interface LineLog {
        /** Gets the lines of one process. */
        Consumer<String> of(String processId);
    }

    @Override
    public Life begin() throws IOException {
        Path socket = sockets.get();
        Command found = host.get();
        List<String> line = new ArrayList<>(found.line());
        line.addAll(List.of("--listen", "unix:" + socket, "--process-id", key.id(), "--follow-parent"));
        Command command = new Command(line, found.environment(), found.directory());
        Child child = Child.spawn(command, tools.log().of(key.id()));
        return new PatternLife(key, child, socket, new LifecycleClient(tools.vertx(), socket), bindings);
    }
}
