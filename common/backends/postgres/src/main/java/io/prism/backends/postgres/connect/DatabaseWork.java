// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.connect;

import io.vertx.core.Future;

/**
 * What a call does with a connection. May be run again when it surely had no effects, so it keeps no state. What it
 * answers is complete only when every statement that it sent is answered.
 *
 * @param <S> what has to be known about the server's tables
 */
@FunctionalInterface
public interface DatabaseWork<S, T> {

    /**
     * Does it.
     *
     * @return the answer, {@link StatementFailed}, or a failure that the caller gets as it is
     */
    Future<T> run(PostgresSession session, S tables);

    /** What a call does, and which connection it needs for that. */
    enum Kind {
        /** Reads little and waits for nobody: on a connection that many calls share. */
        GLANCE,
        /** Reads much, on a connection of its own. */
        READ,
        /** May change something, on a connection of its own. */
        WRITE
    }
}
