// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres;

import io.prism.backends.postgres.connect.PostgresSession;
import io.prism.backends.postgres.keyvalue.table.ValueColumn;
import io.prism.core.Consistency;
import io.prism.core.Durability;
import io.prism.core.TransactionIsolation;
import io.prism.spi.Guarantees;
import io.prism.spi.ModelGuarantees;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;

/**
 * What the server says of itself, as far as it matters to what Prism may promise.
 *
 * @param fsync whether it waits for the disk at all
 * @param synchronousCommit for what a commit waits, as this user and database are set up
 * @param fullPageWrites whether a page that was written by half can be restored
 * @param walWriterDelay how often it writes its log where commits do not wait for that
 * @param standby whether it follows another server
 */
record PostgresServerSettings(
        String fsync, String synchronousCommit, String fullPageWrites, String walWriterDelay, boolean standby) {

    private static final String ASK = "SELECT current_setting('fsync'), current_setting('synchronous_commit'),"
            + " current_setting('full_page_writes'), current_setting('wal_writer_delay'), pg_is_in_recovery()";
    private static final String OFF = "off";

    static Future<PostgresServerSettings> ask(PostgresSession session) {
        return session.command(ASK).map(rows -> {
            Row row = rows.iterator().next();
            return new PostgresServerSettings(
                    row.getString(0), row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4));
        });
    }

    Guarantees guarantees() {
        return new Guarantees(
                durability(),
                evidence(),
                new ModelGuarantees.KeyValue(
                        standby ? Consistency.EVENTUAL : Consistency.LINEARIZABLE,
                        TransactionIsolation.SERIALIZABLE,
                        Duration.ZERO,
                        ValueColumn.BYTES_MAX));
    }

    /** A commit that does not wait is lost even when only the server's process dies, whatever else is set. */
    private Durability durability() {
        if (synchronousCommit.equals(OFF)) {
            return Durability.NONE;
        }
        return fsync.equals(OFF) || fullPageWrites.equals(OFF) ? Durability.PROCESS : Durability.FSYNC;
    }

    private String evidence() {
        return "the server says fsync %s, synchronous_commit %s, full_page_writes %s"
                        .formatted(fsync, synchronousCommit, fullPageWrites)
                + (synchronousCommit.equals(OFF)
                        ? ": up to three times its wal_writer_delay of %s can be lost".formatted(walWriterDelay)
                        : "")
                + (standby ? "; it is a standby and takes no writes" : "");
    }
}
