// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.spi.Backend;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.testkit.server.PostgresServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolGaugesTest extends BackendsTest {

    private final PostgresServer server = PostgresServer.shared();

    @Test
    void tellHowManyConnectionsThereAreAndWhoWaits() {
        // Given
        Backend backend = open(server.database(), Map.of());
        assertThat(gauge(backend, "pool.open")).isZero();

        // When: the first call prepares the tables, on a connection of its own.
        var store =
                backend.as(KeyValueBasic.class, new Keyspace("orders", "kv")).orElseThrow();
        assertThat(await(store.get(new Key("k"), Deadline.NONE))).isEmpty();

        // Then
        assertThat(gauge(backend, "pool.open")).isEqualTo(1);
        assertThat(gauge(backend, "pool.waiting")).isZero();
    }

    private static double gauge(Backend backend, String name) {
        return backend.gauges().stream()
                .filter(gauge -> gauge.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .getAsDouble();
    }
}
