// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.launcher.process.FailureCause;
import io.prism.launcher.process.FailureKind;
import io.prism.launcher.process.ProcessLife;
import io.prism.launcher.process.ProcessVitals;
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

    private final ProcessLife life;
    private final Duration interval;
    private final SupervisorContext around;
    private final Listener listener;
    private volatile Optional<ProcessVitals> last = Optional.empty();
    private volatile int misses;
    private Instant idleSince;
    private Instant missedSince;

    /** Hears what the watch finds, on virtual threads. */
    interface Listener {
        /** Why the process must be killed; told once. */
        void sick(FailureCause why);

        /** The process had nothing to do for its idle time; told again while that stays so. */
        void idle();
    }

    /** Begins to ask, after one interval at most. */
    static HealthWatch begin(ProcessLife life, Duration interval, SupervisorContext around, Listener listener) {
        HealthWatch watch = new HealthWatch(life, interval, around, listener);
        watch.checkLater();
        return watch;
    }

    private HealthWatch(ProcessLife life, Duration interval, SupervisorContext around, Listener listener) {
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
    Optional<ProcessVitals> last() {
        return last;
    }

    private void checkLater() {
        around.timer().after(pause(), () -> around.threads().execute(this::check));
    }

    // No longer than until it could have been idle for long enough.
    private Duration pause() {
        Duration left = life.idleAfter()
                .map(idle -> Duration.between(around.clock().instant(), idleSince.plus(idle)))
                .filter(idle -> idle.compareTo(interval) < 0)
                .orElse(interval);
        return left.compareTo(SHORTEST) > 0 ? left : SHORTEST;
    }

    // Whoever it was started for may not have got to calling it yet, however short its idle time is.
    private Optional<Duration> patience() {
        boolean called = last.map(ProcessVitals::calls)
                .filter(calls -> calls.orElse(0) > 0)
                .isPresent();
        return life.idleAfter().map(idle -> called || idle.compareTo(FIRST_CALL) > 0 ? idle : FIRST_CALL);
    }

    // One check follows another, so nobody else counts at the same time.
    private void check() {
        if (!life.child().alive()) {
            return;
        }
        ProcessVitals now = life.vitals();
        if (!count(now)) {
            return;
        }
        look(now);
        last = Optional.of(now);
        checkLater();
    }

    private boolean count(ProcessVitals now) {
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
            listener.sick(new FailureCause(
                    FailureKind.HEALTH_CHECK_FAILED, "missed %d health checks in a row".formatted(missed)));
        }
        return !sick;
    }

    private void look(ProcessVitals now) {
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
