// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.postgres;

import io.prism.registry.store.DurableStore;
import io.prism.registry.store.postgres.PostgresTarget.Malformed;
import io.prism.testkit.server.PostgresServer;

/** Stores in new databases of a real server. */
public final class Databases {

    private Databases() {}

    /** The store in the database with this address. */
    public static DurableStore store(String url) {
        return PostgresStore.in(target(url), () -> "");
    }

    /** A store in a new database of the server that all tests share. */
    public static DurableStore newStore() {
        return store(PostgresServer.shared().database());
    }

    /** What an address means that is right. */
    public static PostgresTarget target(String url) {
        try {
            return PostgresTarget.of(url);
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }
}
