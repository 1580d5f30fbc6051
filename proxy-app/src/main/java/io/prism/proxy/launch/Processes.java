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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where processes listen, as far as this proxy knows. A process that is not known is asked for once, however many
 * calls wait for it; one that cannot be had is not asked for again before its callers have been told to come back, so that
 * those of a broken tenant keep nobody busy but themselves. Safe for use by many threads.
 */
public final class Processes {

    private static final int REFUSALS_MAX = 1_000;

    /** Most processes that are remembered; only sessions can be that many. */
    private static final int KNOWN_MAX = 10_000;

    /** What callers are told, and how long a refusal is remembered. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Optional<ProcessStarter> launcher;
    private final int waitingMax;
    private final LongSupplier nanos;
    private final Map<String, Future<SocketAddress>> known = new ConcurrentHashMap<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Knows no process yet.
     *
     * @param launcher who starts them; without one every process is down
     * @param waitingMax most calls that wait for a process at a time
     * @param nanos a clock that never goes back
     */
    public Processes(Optional<ProcessStarter> launcher, int waitingMax, LongSupplier nanos) {
        this.launcher = launcher;
        this.waitingMax = waitingMax;
        this.nanos = nanos;
    }

    /** Why a process could not be had, and until when nobody asks for it again. */
    private record Refusal(Throwable why, long until) {

        boolean holds(long now) {
            return until - now > 0;
        }
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
        Refusal refusal = refusals.get(key);
        if (refusal != null && refusal.holds(nanos.getAsLong())) {
            return Future.failedFuture(refusal.why());
        }
        if (waiting.incrementAndGet() > waitingMax || known.size() >= KNOWN_MAX) {
            waiting.decrementAndGet();
            return Future.failedFuture(new Busy("too many calls wait for processes to start", RETRY_AFTER));
        }
        Future<SocketAddress> asked = known.computeIfAbsent(key, _ -> ask(key, request));
        return asked.onComplete(outcome -> {
            waiting.decrementAndGet();
            if (outcome.failed()) {
                refuse(key, outcome.cause());
                known.remove(key, asked);
            } else {
                refusals.remove(key);
            }
        });
    }

    private void refuse(String key, Throwable why) {
        long now = nanos.getAsLong();
        if (refusals.size() >= REFUSALS_MAX) {
            refusals.values().removeIf(refusal -> !refusal.holds(now));
        }
        if (refusals.size() < REFUSALS_MAX) {
            refusals.put(key, new Refusal(why, now + RETRY_AFTER.toNanos()));
        }
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
