// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.testkit.server.FaultProxy;
import io.prism.testkit.server.PostgresServer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page does not show does not come over the network. */
class ScanBytesTest extends BackendsTest {

    private static final long BYTES_PER_SECOND = 4 << 20;
    private static final Bound SMALL = new Bound(256, 64 << 10);

    private final String url = database();

    @Test
    void readsNoValuesBeyondThePage() {
        // Given: 256 MiB, which would take a minute.
        set(open(url, Map.of()), "a", "small");
        PostgresServer.execute(
                url,
                "INSERT INTO prism.keyvalue (namespace, binding, key, value)"
                        + " SELECT 'demo', 'kv', convert_to('k' || lpad(i::text, 3, '0'), 'UTF8'),"
                        + " decode(repeat('ab', 1 << 20), 'hex') FROM generate_series(0, 255) i");

        // When, Then
        assertPage(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytea", "text", "jsonb"})
    void readsNoValuesBeyondThePageOfAnAdoptedTable(String type) {
        // Given
        PostgresServer.execute(
                url,
                "CREATE TABLE %s_items (id text PRIMARY KEY, v %s)".formatted(type, type),
                "INSERT INTO %s_items SELECT 'k' || lpad(i::text, 3, '0'), ('\"' || repeat(md5(i::text), 1 << 15) || '\"')::%s"
                                .formatted(type, type)
                        + " FROM generate_series(0, 63) i");

        // When, Then
        assertPage(Map.of("raw-keys", "true", "table", type + "_items", "key-column", "id", "value-column", "v"));
    }

    private void assertPage(Map<String, String> options) {
        URI uri = URI.create(url);
        try (var proxy = FaultProxy.to(uri.getHost(), uri.getPort())) {
            var backend = open(url.replace(":" + uri.getPort() + "/", ":" + proxy.port() + "/"), options);
            var scan = as(backend, KeyValueScan.class);
            await(scan.count("none", soon()));
            proxy.throttle(BYTES_PER_SECOND);

            long start = System.nanoTime();
            var page = await(scan.scan(new Range("k", Optional.empty()), SMALL, soon()));
            var keys = await(scan.scanKeys(new Range("k", Optional.of(new Key("k000"))), SMALL, soon()));
            var took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(page.items()).hasSize(1);
            assertThat(page.more()).isTrue();
            assertThat(keys.items()).hasSizeGreaterThan(60);
            assertThat(took).isLessThan(Duration.ofSeconds(4));
        }
    }
}
