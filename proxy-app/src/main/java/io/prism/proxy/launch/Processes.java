// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.launch;

import io.prism.contracts.launcher.LaunchRequest;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where processes listen, as far as this proxy knows. A process that is not known is asked for once, however many
 * calls wait for it. Safe for use by many threads.
 */
public final class Processes {

    /** Most processes that are remembered; only sessions can be that many. */
    private static final int KNOWN_MAX = 10_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Optional<Launches> launcher;
    private final int waitingMax;
    private final Map<String, Future<SocketAddress>> known = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Knows no process yet.
     *
     * @param launcher who starts them; without one every process is down
     * @param waitingMax most calls that wait for a process at a time
     */
    public Processes(Optional<Launches> launcher, int waitingMax) {
        this.launcher = launcher;
        this.waitingMax = waitingMax;
    }

    /** Where a process listens; null when it has to be asked for. */
    public @Nullable SocketAddress known(String key) {
        Future<SocketAddress> found = known.get(key);
        return found != null && found.succeeded() ? found.result() : null;
    }

    /**
     * Where a process listens.
     *
     * @param key its key
     * @param request what to ask the launcher for when it is not known
     * @return fails with {@link ProcessDown} when it cannot be had and with {@link Busy} when too many calls wait
     */
    public Future<SocketAddress> address(String key, LaunchRequest request) {
        Future<SocketAddress> found = known.get(key);
        if (found != null && found.succeeded()) {
            return found;
        }
        if (waiting.incrementAndGet() > waitingMax || known.size() >= KNOWN_MAX) {
            waiting.decrementAndGet();
            return Future.failedFuture(new Busy("too many calls wait for processes to start", RETRY_AFTER));
        }
        Future<SocketAddress> asked = known.computeIfAbsent(key, _ -> ask(key, request));
        return asked.onComplete(outcome -> {
            waiting.decrementAndGet();
            if (outcome.failed()) {
                // Told to those who wait, then forgotten, so that the next call asks again.
                known.remove(key, asked);
            }
        });
    }

    /** Forgets that a process listens at {@code address}: nobody answers there any more. */
    public void forget(String key, SocketAddress address) {
        known.computeIfPresent(key, (_, at) -> at.succeeded() && at.result().equals(address) ? null : at);
    }

    /** Forgets whoever listened at {@code address}. */
    public void forget(SocketAddress address) {
        known.values().removeIf(at -> at.succeeded() && at.result().equals(address));
    }

    private Future<SocketAddress> ask(String key, LaunchRequest request) {
        return launcher.map(it -> it.launch(key, request))
                .orElseGet(() -> Future.failedFuture(
                        new ProcessDown(key, "cannot be started: this proxy has no launcher", RETRY_AFTER, false)));
    }
}
