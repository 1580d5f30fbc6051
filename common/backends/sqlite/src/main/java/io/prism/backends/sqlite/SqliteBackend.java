// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.Guarantees;
import io.prism.spi.Guarantees.Consistency;
import io.prism.spi.Guarantees.Isolation;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.smallrye.mutiny.Uni;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Entries in a SQLite file in WAL mode.
 *
 * <pre>
 *   caller ─ queue of writes (10,000) ─ writer, one thread ──┐
 *          └ queue of reads  (10,000) ─ readers, a few ──────┴─ file, -wal, -shm
 * </pre>
 *
 * Callers never wait on their own thread; answers come on the thread that did the work.
 */
final class SqliteBackend implements Backend {

    private static final int QUEUE_LIMIT = 10_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final Duration HEALTH_WITHIN = Duration.ofSeconds(2);

    private final Options options;
    private final SqliteFailures failures;
    private final Inbox reads;
    private final Inbox writes;
    private final Writer writer;
    private final Calls calls;
    private final ScheduledThreadPoolExecutor timer;
    private final Thread writerThread;
    private final List<Thread> readerThreads = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    SqliteBackend(String name, Options options, InstantSource clock) {
        this.options = options;
        this.failures = new SqliteFailures(name);
        this.reads = new Inbox("reads of backend '" + name + "'", QUEUE_LIMIT, failures);
        this.writes = new Inbox("writes of backend '" + name + "'", QUEUE_LIMIT, failures);
        this.timer = new ScheduledThreadPoolExecutor(1, daemon(name, "timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        this.calls = new Calls(reads, writes, failures, clock, timer);
        var database = new Database(options, failures, clock);
        this.writer = new Writer(writes, new Session(database, false), failures);
        this.writerThread = daemon(name, "writer").start(writer);
        for (int i = 0; i < options.readers(); i++) {
            var reader = new Reader(reads, new Session(database, true), failures);
            readerThreads.add(daemon(name, "reader-" + i).start(reader));
        }
        new Housekeeping(calls, writer::used).start(timer);
    }

    @Override
    public <T> Optional<T> as(Class<T> iface, Keyspace keyspace) {
        var rows = new Rows(keyspace);
        if (iface == KeyValueBasic.class || iface == KeyValueTtl.class) {
            return Optional.of(iface.cast(new SqliteKeyValue(rows, calls)));
        }
        if (iface == KeyValueScan.class) {
            return Optional.of(iface.cast(new SqliteScan(keyspace, calls)));
        }
        if (iface == KeyValueBatch.class) {
            return Optional.of(iface.cast(new SqliteBatch(rows, calls)));
        }
        return Optional.empty();
    }

    @Override
    public Uni<Guarantees> guarantees() {
        return Uni.createFrom()
                .item(() -> new Guarantees(
                        options.synchronous().durability,
                        Consistency.LINEARIZABLE,
                        Isolation.NONE,
                        Duration.ZERO,
                        SqliteKeyValue.VALUE_BYTES_MAX,
                        "synchronous is " + options.synchronous().name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public Uni<BackendHealth> health() {
        return Uni.createFrom()
                .deferred(() -> calls.read(Deadline.in(HEALTH_WITHIN), statements -> {
                    try (ResultSet row = statements
                            .bind("SELECT last FROM version_sequence WHERE one = 1")
                            .executeQuery()) {
                        return row.next();
                    }
                }))
                .map(_ -> answering())
                .onFailure()
                .recoverWithItem(failure -> new BackendHealth(State.DOWN, String.valueOf(failure.getMessage())));
    }

    private BackendHealth answering() {
        if (writer.lastFailure().isPresent()) {
            return new BackendHealth(
                    State.DEGRADED,
                    "reads work, but the last write failed: "
                            + writer.lastFailure().get().getMessage());
        }
        if (reads.nearlyFull() || writes.nearlyFull()) {
            return new BackendHealth(State.DEGRADED, "nearly as many calls are waiting as may wait");
        }
        return new BackendHealth(State.UP, "healthy");
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        Deadline end = Deadline.in(CLOSE_WITHIN);
        timer.shutdownNow();
        reads.close();
        writes.close();
        readerThreads.forEach(thread -> ended(thread, end));
        boolean written = ended(writerThread, end);
        if (!written) {
            writes.empty().forEach(task -> task.fail(failures.closed()));
        }
        reads.empty().forEach(task -> task.fail(failures.closed()));
    }

    /** Transactions committed since the backend was opened, for tests. */
    long commits() {
        return writer.commits();
    }

    /** The way to the database, for tests. */
    Calls calls() {
        return calls;
    }

    private static boolean ended(Thread thread, Deadline end) {
        try {
            return thread.join(end.leftOr(Duration.ZERO));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Thread.Builder.OfPlatform daemon(String name, String role) {
        return Thread.ofPlatform().daemon().name("sqlite-" + name + "-" + role);
    }
}
