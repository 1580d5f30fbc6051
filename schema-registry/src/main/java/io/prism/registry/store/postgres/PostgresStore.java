// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.postgres;

import io.prism.registry.store.DurableStore;
import io.prism.registry.store.sql.SqlStore;
import java.time.Duration;
import java.util.function.Supplier;

/** Opens the store in a PostgreSQL database. What it acknowledges is as durable as a commit of that server. */
public final class PostgresStore {

    /** Long enough for a handful of questions a second, short enough that nobody minds to wait for it. */
    private static final Duration TRUST = Duration.ofMillis(100);

    private PostgresStore() {}

    /**
     * The store in a database; connected to, and its tables made, with the first call.
     *
     * @param password asked for with each new connection; empty where the server asks for none. It may throw {@link
     *     io.prism.core.failure.GatewayException.Rejected} when it cannot be had
     */
    public static DurableStore in(PostgresTarget target, Supplier<String> password) {
        return new SqlStore(new PostgresEngine(target, password), TRUST);
    }
}
