// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.spare;

import io.prism.launcher.probe.LifecycleProcess;
import io.prism.launcher.probe.PatternProgram.SpareHosts;
import io.prism.launcher.supervise.Restarts;
import io.prism.launcher.supervise.SupervisorContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pattern hosts that wait to be told what they serve, so that the start of a process costs no more than that. What is
 * taken is replaced in the background, one after the other; what fails is tried again after 1, 2, 4, 8 and at most
 * 16 s. Safe for use by many threads.
 *
 * <pre>
 *   fill ─▶ [spawn, await its socket] ─▶ waiting ─take─▶ a process key's
 *     ▲                 │ failed            │ died
 *     └──── back-off ───┴───────────────────┘
 * </pre>
 */
public final class Spares implements SpareHosts {

    private static final Logger LOG = LoggerFactory.getLogger(Spares.class);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int MOST_LOOKS = 3_000;
    /** How long one that was taken has the processors to itself: the start of the next one would slow its first call. */
    private static final Duration FIRST_CALL = Duration.ofMillis(300);

    private final int wanted;
    private final Spawn spawn;
    private final SupervisorContext around;
    private final List<Spare> waiting = new ArrayList<>();
    private boolean filling;
    private boolean closed;
    private int failures;
    private int number;

    /** Starts one process that is nobody's yet. */
    @FunctionalInterface
    public interface Spawn {
        /**
         * Starts it.
         *
         * @param name what it is called until it is somebody's
         * @throws IOException when it cannot be started
         */
        LifecycleProcess start(String name) throws IOException;
    }

    /**
     * Prepares; nothing is started before {@link #fill()}.
     *
     * @param wanted how many should wait
     */
    public Spares(int wanted, Spawn spawn, SupervisorContext around) {
        this.wanted = wanted;
        this.spawn = spawn;
        this.around = around;
    }

    /** Begins to start what is missing; returns at once. */
    public synchronized void fill() {
        if (filling || closed || waiting.size() >= wanted) {
            return;
        }
        filling = true;
        number++;
        String name = "spare-" + number;
        around.threads().execute(() -> start(name));
    }

    /**
     * One that waits.
     *
     * @param name what it is called until it is somebody's
     * @param host the process
     * @param since when it began to listen
     */
    public record Spare(String name, LifecycleProcess host, Instant since) {
        /** Its process id in the operating system. */
        public long pid() {
            return host.child().pid();
        }
    }

    /** Those that wait now. */
    public synchronized List<Spare> hosts() {
        return List.copyOf(waiting);
    }

    /** How many wait now. */
    public synchronized int waiting() {
        return waiting.size();
    }

    @Override
    public Optional<LifecycleProcess> take() {
        if (wanted == 0) {
            return Optional.empty();
        }
        Optional<LifecycleProcess> taken = next();
        // One that hangs would only be found out when its first call has waited.
        while (taken.isPresent() && !taken.get().answers()) {
            taken.get().child().kill();
            taken = next();
        }
        around.watcher().tally().spare(taken.isPresent());
        around.timer().after(FIRST_CALL, this::fill);
        return taken;
    }

    /**
     * Ends those that wait and starts no more.
     *
     * @return completes when all are gone
     */
    public CompletableFuture<Void> close() {
        List<LifecycleProcess> rest;
        synchronized (this) {
            closed = true;
            rest = waiting.stream().map(Spare::host).toList();
            waiting.clear();
        }
        // They have no calls and no data: there is nothing that a gentle end could save.
        rest.forEach(host -> host.child().kill());
        return CompletableFuture.allOf(
                rest.stream().map(host -> host.child().exit()).toArray(CompletableFuture[]::new));
    }

    private synchronized Optional<LifecycleProcess> next() {
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(waiting.removeFirst().host());
    }

    private void start(String name) {
        try {
            LifecycleProcess host = spawn.start(name);
            var _ = host.child().exit().thenRunAsync(() -> gone(host), around.threads());
            awaitListening(name, host, MOST_LOOKS);
        } catch (IOException e) {
            failed(name, "could not be started: " + e.getMessage());
        }
    }

    private void awaitListening(String name, LifecycleProcess host, int looks) {
        if (host.listens()) {
            arrived(name, host);
        } else if (!host.child().alive() || looks == 0) {
            host.child().kill();
            failed(name, "did not listen");
        } else {
            around.timer().after(LOOK, () -> around.threads().execute(() -> awaitListening(name, host, looks - 1)));
        }
    }

    private void arrived(String name, LifecycleProcess host) {
        synchronized (this) {
            filling = false;
            failures = 0;
            if (!closed && host.child().alive()) {
                waiting.add(new Spare(name, host, around.clock().instant()));
            } else {
                host.child().kill();
            }
        }
        around.watcher().changed().run();
        fill();
    }

    private void failed(String name, String why) {
        Duration pause;
        synchronized (this) {
            failures++;
            pause = Restarts.wait(failures);
        }
        LOG.atWarn().addKeyValue("processId", name).addKeyValue("cause", why).log("spare process failed");
        around.timer().after(pause, () -> {
            synchronized (this) {
                filling = false;
            }
            fill();
        });
    }

    // One that was taken is its new owner's to mourn.
    private void gone(LifecycleProcess host) {
        boolean ours;
        synchronized (this) {
            ours = waiting.removeIf(spare -> spare.host().equals(host));
        }
        if (ours) {
            host.close();
            LOG.atWarn().addKeyValue("pid", host.child().pid()).log("spare process ended by itself");
            fill();
        }
    }
}
