// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.launcher.process.Cause;
import io.prism.launcher.process.FailureKind;
import io.prism.launcher.process.Life;
import io.prism.launcher.process.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks one life again and again how it is, until it has missed {@value #MOST_MISSES} checks in a row or is over; tells
 * too when it has had nothing to do for its idle time. Safe for use by many threads.
 */
final class HealthWatch {

    private static final int MOST_MISSES = 3;
    private static final Duration FIRST_CALL = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofMillis(20);

    private final Life life;
    private final Duration interval;
    private final Surroundings around;
    private final Listener listener;
    private volatile Optional<Vitals> last = Optional.empty();
    private volatile int misses;
    private Instant idleSince;
    private Instant missedSince;

    /** Hears what the watch finds, on virtual threads. */
    interface Listener {
        /** Why the process must be killed; told once. */
        void sick(Cause why);

        /** The process had nothing to do for its idle time; told again while that stays so. */
        void idle();
    }

    /** Begins to ask, after one interval at most. */
    static HealthWatch begin(Life life, Duration interval, Surroundings around, Listener listener) {
        HealthWatch watch = new HealthWatch(life, interval, around, listener);
        watch.checkLater();
        return watch;
    }

    private HealthWatch(Life life, Duration interval, Surroundings around, Listener listener) {
        this.life = life;
        this.interval = interval;
        this.around = around;
        this.listener = listener;
        this.idleSince = around.clock().instant();
        this.missedSince = idleSince;
    }

    /** Whether the last check was good. */
    boolean well() {
        return misses == 0;
    }

    /** What it said last. */
    Optional<Vitals> last() {
        return last;
    }

    private void checkLater() {
        around.timer().after(pause(), () -> around.threads().execute(this::check));
    }

    // No longer than until it could have been idle for long enough.
    private Duration pause() {
        Duration left = patience()
                .map(idle -> Duration.between(around.clock().instant(), idleSince.plus(idle)))
                .filter(idle -> idle.compareTo(interval) < 0)
                .orElse(interval);
        return left.compareTo(SHORTEST) > 0 ? left : SHORTEST;
    }

    // Whoever it was started for may not have got to calling it yet, however short its idle time is.
    private Optional<Duration> patience() {
        boolean called =
                last.map(Vitals::calls).filter(calls -> calls.orElse(0) > 0).isPresent();
        return life.idleAfter().map(idle -> called || idle.compareTo(FIRST_CALL) > 0 ? idle : FIRST_CALL);
    }

    // One check follows another, so nobody else counts at the same time.
    private void check() {
        if (!life.child().alive()) {
            return;
        }
        Vitals now = life.vitals();
        if (!count(now)) {
            return;
        }
        look(now);
        last = Optional.of(now);
        checkLater();
    }

    private boolean count(Vitals now) {
        boolean before = well();
        Instant at = around.clock().instant();
        if (before) {
            missedSince = at;
        }
        int missed = now.well() ? 0 : misses + 1;
        misses = missed;
        if (before != well()) {
            around.watcher().changed().run();
        }
        // Looks for idleness come faster than health checks, so that misses alone do not tell how long it is sick.
        boolean lasting = !at.isBefore(missedSince.plus(interval.multipliedBy(MOST_MISSES - 1L)));
        boolean sick = missed >= MOST_MISSES && lasting;
        if (sick) {
            listener.sick(
                    new Cause(FailureKind.HEALTH_CHECK_FAILED, "missed %d health checks in a row".formatted(missed)));
        }
        return !sick;
    }

    private void look(Vitals now) {
        Instant at = around.clock().instant();
        boolean idle = now.well()
                && !now.keepsData()
                && last.map(before -> now.idleSince(before)).orElse(false);
        if (!idle) {
            idleSince = at;
        } else if (patience().map(most -> !at.isBefore(idleSince.plus(most))).orElse(false)) {
            listener.idle();
            idleSince = at;
        }
    }
}
