// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue;

import io.prism.backends.memory.keyvalue.entries.KeyspaceTable;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Takes expired entries and outcomes out of the tables, on a thread of its own and a bounded number at a time. Readers do not wait
 * for it: they never see an expired entry. It leaves entries alone for {@value #GRACE_MS} ms after their expiry, so
 * that it cannot meet one that is just being put.
 */
public final class ExpirySweeper implements AutoCloseable {

    /** How long an expired entry is left alone, in milliseconds. */
    public static final long GRACE_MS = 1000;

    private static final long PERIOD_MS = 200;
    private static final int ENTRIES_PER_STEP = 10_000;

    private final Collection<KeyspaceTable> tables;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor thread;

    ExpirySweeper(String backend, Collection<KeyspaceTable> tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
        this.thread = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform()
                        .daemon()
                        .name("memory-" + backend + "-sweeper")
                        .factory());
        thread.setRemoveOnCancelPolicy(true);
        var _ = thread.scheduleWithFixedDelay(this::step, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    private void step() {
        long before = clock.millis() - GRACE_MS;
        int left = ENTRIES_PER_STEP;
        for (KeyspaceTable table : tables) {
            left -= table.sweep(before, left);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
