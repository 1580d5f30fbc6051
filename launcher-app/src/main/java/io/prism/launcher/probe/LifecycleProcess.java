// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.probe;

import io.prism.launcher.limit.Limiter;
import io.prism.launcher.process.ChildProcess;
import io.prism.launcher.process.NotReady;
import io.prism.launcher.process.ProcessCommand;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A process that speaks the life cycle on a socket, whatever it serves. Safe for use by many threads.
 *
 * <p>What it prints goes to a log that can be changed: a spare is nobody's until it is told whose it is.
 */
public final class LifecycleProcess implements AutoCloseable {

    private static final Duration ANSWER_MOST = Duration.ofMillis(500);

    private final ChildProcess child;
    private final Path socket;
    private final LifecycleClient client;
    private final AtomicReference<Consumer<String>> log;
    private final Limiter.Applied limits;

    private LifecycleProcess(
            ChildProcess child,
            Path socket,
            LifecycleClient client,
            AtomicReference<Consumer<String>> log,
            Limiter.Applied limits) {
        this.limits = limits;
        this.child = child;
        this.socket = socket;
        this.client = client;
        this.log = log;
    }

    /**
     * Starts one.
     *
     * @param command its whole command line, the socket in it
     * @param limiter bounds what it may use
     * @param log gets each line that it prints
     * @throws IOException when the operating system refuses
     */
    public static LifecycleProcess spawn(
            ProcessCommand command, Path socket, Vertx vertx, Limiter limiter, Consumer<String> log)
            throws IOException {
        AtomicReference<Consumer<String>> lines = new AtomicReference<>(log);
        ChildProcess child =
                ChildProcess.spawn(limiter.wrap(command), line -> lines.get().accept(line));
        Limiter.Applied limits = limiter.apply(command, child.pid());
        return new LifecycleProcess(child, socket, new LifecycleClient(vertx, socket), lines, limits);
    }

    /** The process. */
    public ChildProcess child() {
        return child;
    }

    /** Whether it listens. */
    public boolean listens() {
        return child.alive() && client.reachable();
    }

    /** Whether it answers at once; blocks for half a second at most, so call it from a virtual thread. */
    public boolean answers() {
        try {
            var _ = client.healthCheck(ANSWER_MOST);
            return true;
        } catch (NotReady e) {
            return false;
        }
    }

    /** Sends what it prints elsewhere from now on. */
    void logTo(Consumer<String> other) {
        log.set(other);
    }

    List<String> limits() {
        return limits.notes();
    }

    Path socket() {
        return socket;
    }

    LifecycleClient client() {
        return client;
    }

    /** Frees what it used; called once, after the process has ended. */
    @Override
    public void close() {
        client.close();
        limits.free().run();
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
