// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres;

import io.prism.backends.postgres.connect.DatabaseCalls;
import io.prism.backends.postgres.connect.PostgresFailures;
import io.prism.backends.postgres.connect.PostgresSession;
import io.prism.backends.postgres.keyvalue.PostgresExpirySweeper;
import io.prism.backends.postgres.keyvalue.RowInterfaces;
import io.prism.backends.postgres.keyvalue.table.EntryTable;
import io.prism.backends.postgres.keyvalue.table.PostgresMigrations;
import io.prism.core.failure.GatewayException;
import io.prism.spi.Backend;
import io.prism.spi.BackendGauge;
import io.prism.spi.BackendHealth;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.BackendInterfaces;
import io.prism.spi.Guarantees;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Entries in a PostgreSQL database: in a table of Prism's, with all keyspaces, or in one that was there before, whose
 * keys are not divided into keyspaces.
 */
final class PostgresBackend implements Backend {

    private static final Duration HEALTH_WITHIN = Duration.ofSeconds(2);
    private static final Duration GUARANTEES_WITHIN = Duration.ofSeconds(5);

    private final DatabaseCalls<EntryTable> calls;
    private final BackendInterfaces interfaces;
    private final Optional<PostgresExpirySweeper> housekeeping;
    private final AtomicBoolean closed = new AtomicBoolean();

    PostgresBackend(String name, PostgresOptions options, Vertx vertx) {
        var failures = new PostgresFailures(name, options.target());
        this.calls = new DatabaseCalls<>(
                vertx, options.target(), options.limits(), failures, preparation(options, failures));
        this.interfaces = RowInterfaces.of(calls, options.adopted());
        // What is in a table of somebody else's is theirs to delete.
        this.housekeeping =
                options.adopted().isPresent() ? Optional.empty() : Optional.of(new PostgresExpirySweeper(vertx, calls));
    }

    @Override
    public BackendInterfaces interfaces() {
        return interfaces;
    }

    @Override
    public Uni<Guarantees> guarantees() {
        return calls.ask(GUARANTEES_WITHIN, PostgresServerSettings::ask).map(PostgresServerSettings::guarantees);
    }

    @Override
    public List<BackendGauge> gauges() {
        return calls.gauges();
    }

    @Override
    public Uni<BackendHealth> health() {
        return calls.ask(HEALTH_WITHIN, session -> session.command("SELECT 1"))
                .map(_ -> answering())
                .onFailure()
                .recoverWithItem(failure -> new BackendHealth(State.DOWN, String.valueOf(failure.getMessage())));
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            housekeeping.ifPresent(PostgresExpirySweeper::close);
            calls.close();
        }
    }

    /** The way to the database, for tests. */
    DatabaseCalls<EntryTable> calls() {
        return calls;
    }

    private BackendHealth answering() {
        Optional<GatewayException> failure = calls.lastWriteFailure();
        if (failure.isPresent()) {
            return new BackendHealth(
                    State.DEGRADED,
                    "the server answers, but the last write failed: "
                            + failure.get().getMessage());
        }
        return calls.nearlyFull()
                ? new BackendHealth(State.DEGRADED, "nearly as many calls are under way as may be")
                : new BackendHealth(State.UP, "healthy");
    }

    private static Function<PostgresSession, Future<EntryTable>> preparation(
            PostgresOptions options, PostgresFailures failures) {
        var schema = new PostgresMigrations(options.schema(), failures);
        return options.adopted()
                .<Function<PostgresSession, Future<EntryTable>>>map(
                        adoption -> session -> adoption.ready(session, failures))
                .orElse(schema::ready);
    }
}
