// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.probe;

import io.prism.core.binding.BindingSpec;
import io.prism.core.process.ProcessKey;
import io.prism.launcher.limit.Limiter;
import io.prism.launcher.process.LaunchableProgram;
import io.prism.launcher.process.ProcessCommand;
import io.prism.launcher.process.ProcessLife;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The program that serves the bindings of one process key: a spare the first time, if there is one. */
public final class PatternProgram implements LaunchableProgram {

    private static final int AGAIN_AND_AGAIN = 2;

    private final ProcessKey key;
    private final HostCommand command;
    private final Supplier<List<BindingSpec>> bindings;
    private final Sockets sockets;
    private final Tools tools;
    // What crashes again and again must not use up the spares of the others.
    private final AtomicBoolean spareTaken = new AtomicBoolean();

    /**
     * Prepares; nothing is started.
     *
     * @param command how it is started, without the arguments of its own; asked at each start, so that a program that is
     *     built later is found
     * @param bindings what it serves now, secrets resolved
     * @param sockets gives a new path for a socket at each start
     */
    public PatternProgram(
            ProcessKey key, HostCommand command, Supplier<List<BindingSpec>> bindings, Sockets sockets, Tools tools) {
        this.key = key;
        this.command = command;
        this.bindings = bindings;
        this.sockets = sockets;
        this.tools = tools;
    }

    /**
     * What all pattern processes share.
     *
     * @param vertx makes the connections
     * @param log gets process id and line for each line printed
     * @param limiter bounds what they may use
     * @param spares processes that wait to be told what they serve
     */
    public record Tools(Vertx vertx, LineLog log, Limiter limiter, SpareHosts spares) {}

    /** Finds the program. */
    @FunctionalInterface
    public interface HostCommand {
        /**
         * Its command, without its own arguments.
         *
         * @throws IOException when there is none
         */
        ProcessCommand get() throws IOException;
    }

    /** Gives addresses to processes. */
    @FunctionalInterface
    public interface Sockets {
        /**
         * A path that no other process has.
         *
         * @throws IOException when there is none to give
         */
        Path next() throws IOException;
    }

    /** Where the lines go that processes print. */
    @FunctionalInterface
    public interface LineLog {
        /** Gets the lines of one process. */
        Consumer<String> of(String processId);
    }

    /** Processes that wait to be told what they serve. */
    @FunctionalInterface
    public interface SpareHosts {
        /** One of them, which is the caller's from now on; empty when none waits. */
        Optional<LifecycleProcess> take();
    }

    /** The arguments by which a process is told where to listen, what it is called and whom it follows. */
    public static ProcessCommand withArguments(ProcessCommand found, Path socket, String processId) {
        List<String> line = new ArrayList<>(found.line());
        line.addAll(List.of("--listen", "unix:" + socket, "--process-id", processId, "--follow-parent"));
        return new ProcessCommand(line, found.environment(), found.directory());
    }

    @Override
    public ProcessLife begin(int failures) throws IOException {
        Optional<LifecycleProcess> spare =
                spareTaken.getAndSet(true) ? Optional.empty() : tools.spares().take();
        LifecycleProcess host = spare.isPresent() ? spare.get() : spawn(failures >= AGAIN_AND_AGAIN);
        host.logTo(tools.log().of(key.id()));
        return new PatternLife(key, host, bindings);
    }

    private LifecycleProcess spawn(boolean humble) throws IOException {
        Limiter limiter = humble ? tools.limiter().humbled() : tools.limiter();
        Path socket = sockets.next();
        ProcessCommand whole = withArguments(command.get(), socket, key.id());
        return LifecycleProcess.spawn(
                whole, socket, tools.vertx(), limiter, tools.log().of(key.id()));
    }
}
