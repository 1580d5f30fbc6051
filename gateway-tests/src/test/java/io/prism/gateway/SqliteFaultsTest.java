// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.core.Keyspace;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** SQLite has no server that could fail; its process can. */
class SqliteFaultsTest {

    @Test
    void keepsEveryAcknowledgedWriteWhenThePatternProcessIsKilled() throws IOException, InterruptedException {
        // Given
        try (var prism = RunningPrism.start("""
                        backends:
                          files: { type: sqlite, path: faults.db, synchronous: full }
                        namespaces:
                          - { name: apart, pattern: keyvalue, backend: files, needs: { durability: fsync } }
                        """);
                var load = new WriteLoad(prism.channel(), new Keyspace("apart", "keyvalue"), "kill/")) {
            load.awaitMore(100);

            // When
            var killed = KilledProcess.underLoad(prism, "ns:apart:keyvalue", load);

            // Then
            killed.assertNothingLost("sqlite", load);
        }
    }
}
