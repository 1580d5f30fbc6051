// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import io.prism.core.Deadline;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes expired rows now and then, a bounded number in one write, so that other writes need not wait long. Reads do
 * not depend on it: they never see an expired row.
 */
final class Housekeeping {

    /** Most rows one step deletes. */
    static final long ROWS_PER_STEP = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final String DELETE = """
            DELETE FROM keyvalue WHERE id IN
                (SELECT id FROM keyvalue WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)""";

    private final Calls calls;
    private final BooleanSupplier inUse;

    Housekeeping(Calls calls, BooleanSupplier inUse) {
        this.calls = calls;
        this.inUse = inUse;
    }

    void start(ScheduledExecutorService timer) {
        var _ = timer.scheduleWithFixedDelay(
                this::tidyIfUsed, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A file that nobody wrote to is left alone, and so is one that is not used at all. */
    private void tidyIfUsed() {
        if (inUse.getAsBoolean()) {
            step();
        }
    }

    /** Deletes what has expired, in steps of {@link #ROWS_PER_STEP}. */
    void step() {
        var _ = calls.write(
                        0,
                        Deadline.NONE,
                        statements -> statements
                                .bind(DELETE, calls.nowMs(), ROWS_PER_STEP)
                                .executeUpdate())
                .subscribe()
                .with(this::again, failure -> LOG.atDebug().setCause(failure).log("expired rows not deleted"));
    }

    private void again(int deleted) {
        if (deleted >= ROWS_PER_STEP) {
            step();
        }
    }
}
