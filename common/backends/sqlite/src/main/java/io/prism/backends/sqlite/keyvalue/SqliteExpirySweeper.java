// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import io.prism.backends.sqlite.queue.QueuedCalls;
import io.prism.core.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes expired rows now and then, a bounded number in one write, so that other writes need not wait long. Reads do
 * not depend on it: they never see an expired row.
 */
public final class SqliteExpirySweeper {

    /** Most rows one step deletes. */
    static final long ROWS_PER_STEP = 500;

    private static final Logger LOG = LoggerFactory.getLogger(SqliteExpirySweeper.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final List<String> DELETES = List.of("""
            DELETE FROM keyvalue WHERE id IN
                (SELECT id FROM keyvalue WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)""", """
            DELETE FROM idempotency WHERE id IN
                (SELECT id FROM idempotency WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)""");

    private final QueuedCalls calls;
    private final BooleanSupplier inUse;

    /**
     * Housekeeping that does nothing before it is started.
     *
     * @param inUse whether the file was ever written to; otherwise it is left alone
     */
    public SqliteExpirySweeper(QueuedCalls calls, BooleanSupplier inUse) {
        this.calls = calls;
        this.inUse = inUse;
    }

    /** Looks after the file every few seconds, as long as {@code timer} runs. */
    public void start(ScheduledExecutorService timer) {
        var _ = timer.scheduleWithFixedDelay(
                this::tidyIfUsed, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Deletes what has expired, in steps of {@value #ROWS_PER_STEP} rows. */
    public void tidy() {
        DELETES.forEach(this::step);
    }

    private void tidyIfUsed() {
        if (inUse.getAsBoolean()) {
            tidy();
        }
    }

    private void step(String delete) {
        var _ = calls.write(
                        0,
                        Deadline.NONE,
                        statements -> statements
                                .bind(delete, calls.nowMs(), ROWS_PER_STEP)
                                .executeUpdate())
                .subscribe()
                .with(
                        deleted -> again(delete, deleted),
                        failure -> LOG.atDebug().setCause(failure).log("expired rows not deleted"));
    }

    private void again(String delete, int deleted) {
        if (deleted >= ROWS_PER_STEP) {
            step(delete);
        }
    }
}
