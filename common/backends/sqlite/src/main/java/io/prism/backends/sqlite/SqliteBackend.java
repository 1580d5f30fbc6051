// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import io.prism.backends.sqlite.file.DatabaseFile;
import io.prism.backends.sqlite.file.SqliteFailures;
import io.prism.backends.sqlite.file.SqliteOptions;
import io.prism.backends.sqlite.keyvalue.KeyValueInterfaces;
import io.prism.backends.sqlite.keyvalue.SqliteExpirySweeper;
import io.prism.backends.sqlite.queue.Workers;
import io.prism.core.Consistency;
import io.prism.core.Deadline;
import io.prism.core.TransactionIsolation;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.BackendInterfaces;
import io.prism.spi.Guarantees;
import io.prism.spi.ModelGuarantees;
import io.smallrye.mutiny.Uni;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Entries in a SQLite file in WAL mode. One thread writes, so transactions run one after the other, and across
 * processes SQLite's write lock sees to the same. A read begins with what is committed then, so it sees every write that
 * was acknowledged before.
 */
final class SqliteBackend implements Backend {

    private static final Duration HEALTH_WITHIN = Duration.ofSeconds(2);

    private final SqliteOptions options;
    private final Workers workers;
    private final BackendInterfaces interfaces;

    SqliteBackend(String name, SqliteOptions options, InstantSource clock) {
        this.options = options;
        var failures = new SqliteFailures(name);
        var database = new DatabaseFile(options, failures, clock);
        this.workers = new Workers(name, database, options.readers(), failures, clock);
        this.interfaces = KeyValueInterfaces.of(workers.calls());
        new SqliteExpirySweeper(workers.calls(), workers::written).start(workers.timer());
    }

    @Override
    public BackendInterfaces interfaces() {
        return interfaces;
    }

    @Override
    public Uni<Guarantees> guarantees() {
        return Uni.createFrom()
                .item(() -> new Guarantees(
                        options.synchronous().durability(),
                        "synchronous is " + options.synchronous().name().toLowerCase(Locale.ROOT),
                        new ModelGuarantees.KeyValue(
                                Consistency.LINEARIZABLE,
                                TransactionIsolation.SERIALIZABLE,
                                Duration.ZERO,
                                KeyValueInterfaces.VALUE_BYTES_MAX)));
    }

    @Override
    public Uni<BackendHealth> health() {
        return Uni.createFrom()
                .deferred(() -> workers.calls().read(Deadline.in(HEALTH_WITHIN), statements -> {
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
        if (workers.lastWriteFailure().isPresent()) {
            return new BackendHealth(
                    State.DEGRADED,
                    "reads work, but the last write failed: "
                            + workers.lastWriteFailure().get().getMessage());
        }
        if (workers.nearlyFull()) {
            return new BackendHealth(State.DEGRADED, "nearly as many calls are waiting as may wait");
        }
        return new BackendHealth(State.UP, "healthy");
    }

    @Override
    public void close() {
        workers.close();
    }

    /** The threads, for tests. */
    Workers workers() {
        return workers;
    }
}
