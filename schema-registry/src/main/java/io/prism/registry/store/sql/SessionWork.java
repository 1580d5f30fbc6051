// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import java.sql.SQLException;

/** Something to do on a connection; done again when another transaction was in the way, so it must keep nothing. */
@FunctionalInterface
interface SessionWork<T> {

    T on(DatabaseSession session) throws SQLException;
}
