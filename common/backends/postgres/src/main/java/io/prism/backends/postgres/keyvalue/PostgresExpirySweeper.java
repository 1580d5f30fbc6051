// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue;

import io.prism.backends.postgres.connect.DatabaseCalls;
import io.prism.backends.postgres.keyvalue.table.EntryTable;
import io.prism.backends.postgres.keyvalue.table.Statement;
import io.prism.backends.postgres.keyvalue.table.Values;
import io.prism.core.Deadline;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes expired rows now and then, a bounded number in one transaction, and leaves alone those that others work on.
 * Reads do not depend on it: they never see an expired row. Several processes may do it at once.
 */
public final class PostgresExpirySweeper implements AutoCloseable {

    /** Most rows one step deletes. */
    static final long ROWS_PER_STEP = 500;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresExpirySweeper.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration STEP_WITHIN = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final DatabaseCalls<EntryTable> calls;
    private final long timer;

    /** Begins after a while, and not before the backend is written to. */
    public PostgresExpirySweeper(Vertx vertx, DatabaseCalls<EntryTable> calls) {
        this.vertx = vertx;
        this.calls = calls;
        // Processes that were started together need not do this together.
        long period = PERIOD.toMillis() + ThreadLocalRandom.current().nextLong(PERIOD.toMillis() / 2);
        this.timer = vertx.setPeriodic(period, _ -> tidyIfUsed());
    }

    /** A backend that nobody wrote to is left alone. */
    private void tidyIfUsed() {
        if (calls.writes() > 0) {
            tidy().subscribe()
                    .with(_ -> {}, failure -> LOG.atDebug().setCause(failure).log("expired rows not deleted"));
        }
    }

    /** Deletes what has expired, step by step; answers how many rows. */
    Uni<Long> tidy() {
        return all(Statement.TIDY_ENTRIES)
                .chain(entries -> all(Statement.TIDY_OUTCOMES).map(outcomes -> entries + outcomes));
    }

    private Uni<Long> all(Statement statement) {
        return step(statement)
                .repeat()
                .whilst(deleted -> deleted >= ROWS_PER_STEP)
                .collect()
                .with(Collectors.summingLong(Long::longValue));
    }

    private Uni<Long> step(Statement statement) {
        return calls.read(
                Deadline.in(STEP_WITHIN),
                (session, table) -> table.run(session, statement, new Values().with("rows", ROWS_PER_STEP))
                        .map(rows -> (long) rows.rowCount()));
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
