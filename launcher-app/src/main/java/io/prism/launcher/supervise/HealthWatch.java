// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.launcher.process.Life;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Asks one life again and again how it is, until it has missed {@value #MOST_MISSES} checks in a row or is over. Safe
 * for use by many threads.
 */
final class HealthWatch {

    private static final int MOST_MISSES = 3;

    private final Life life;
    private final Duration interval;
    private final Surroundings around;
    private final Consumer<String> sick;
    private volatile int misses;

    /**
     * Begins to ask, after one interval.
     *
     * @param sick is told once, on a virtual thread, why the process must be killed
     */
    static HealthWatch begin(Life life, Duration interval, Surroundings around, Consumer<String> sick) {
        HealthWatch watch = new HealthWatch(life, interval, around, sick);
        watch.checkLater();
        return watch;
    }

    private HealthWatch(Life life, Duration interval, Surroundings around, Consumer<String> sick) {
        this.life = life;
        this.interval = interval;
        this.around = around;
        this.sick = sick;
    }

    /** Whether the last check was good. */
    boolean well() {
        return misses == 0;
    }

    private void checkLater() {
        around.timer().after(interval, () -> around.threads().execute(this::check));
    }

    // One check follows another, so nobody else counts at the same time.
    private void check() {
        if (!life.child().alive()) {
            return;
        }
        boolean before = well();
        int now = life.healthy() ? 0 : misses + 1;
        misses = now;
        if (before != well()) {
            around.watcher().changed().run();
        }
        if (now >= MOST_MISSES) {
            sick.accept("missed %d health checks in a row".formatted(now));
        } else {
            checkLater();
        }
    }
}
