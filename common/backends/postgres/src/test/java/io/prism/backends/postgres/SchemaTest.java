// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.testkit.server.PostgresServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaTest extends BackendsTest {

    private final String url = database();
    private final String name = url.substring(url.lastIndexOf('/') + 1);

    @Test
    void makesNothingBeforeItIsUsed() {
        // Given
        String empty = database();
        var backend = open(empty, Map.of());

        // When
        var health = await(backend.health());
        await(backend.guarantees());
        var before = schemas(empty);
        boolean there = get(backend, "a").isPresent();

        // Then
        assertThat(health.state()).isEqualTo(State.UP);
        assertThat(before).doesNotContain("prism");
        assertThat(there).isFalse();
        assertThat(schemas(empty)).contains("prism");
    }

    @Test
    void isMadeOnceWhenTenBackendsStartAtOnce() {
        for (int round = 0; round < 5; round++) {
            // Given
            var options = Map.of("schema", "round" + round);
            var backends =
                    IntStream.range(0, 10).mapToObj(_ -> open(url, options)).toList();

            // When
            var writes = IntStream.range(0, 10)
                    .mapToObj(i -> as(backends.get(i), KeyValueBasic.class)
                            .set(new Key("k" + i), value("x"), soon())
                            .subscribeAsCompletionStage())
                    .toList();
            writes.forEach(CompletableFuture::join);

            // Then
            assertThat(select(url, "SELECT version FROM round%d.schema_version".formatted(round)))
                    .containsExactly("1");
            assertThat(select(url, "SELECT key FROM round%d.keyvalue_text ORDER BY key".formatted(round)))
                    .hasSize(10);
            closeBackends();
        }
    }

    @Test
    void showsRowsThatPeopleCanRead() {
        // Given
        var options = Map.of("schema", "layout");
        var backend = open(url, options);

        // When
        set(backend, "order/1", "{\"a\":1}");
        await(as(backend, KeyValueTtl.class).set(new Key("a\u0000"), value("\u00e9"), Duration.ofHours(1), soon()));

        // Then
        assertThat(select(
                        url,
                        "SELECT namespace || '|' || binding || '|' || key || '|' || value_begin || '|' || value_bytes"
                                + " || '|' || (expires_at - now() > interval '59 min') FROM layout.keyvalue_text"
                                + " WHERE expires_at IS NOT NULL"))
                .containsExactly("demo|kv|a\\000|\\303\\251|2|true");
        assertThat(
                        select(
                                url,
                                "SELECT key || '|' || value_begin || '|' || expired FROM layout.keyvalue_text WHERE expires_at IS NULL"))
                .containsExactly("order/1|{\"a\":1}|false");
        assertThat(select(url, "SELECT convert_from(value, 'UTF8') FROM layout.keyvalue WHERE key = 'order/1'"))
                .containsExactly("{\"a\":1}");
        assertThat(select(url, "SELECT version FROM layout.keyvalue WHERE key = 'order/1'"))
                .containsExactly(get(backend, "order/1").orElseThrow().version().token());
        assertThat(select(
                        url,
                        "SELECT attstorage FROM pg_attribute WHERE attrelid = 'layout.keyvalue'::regclass"
                                + " AND attname = 'value'"))
                .containsExactly("e");
    }

    @Test
    void readsRowsThatWereWrittenByHandAndNeverThoseOfOthers() {
        // Given
        var backend = open(url, Map.of("schema", "hands"));
        set(backend, "mine", "1");

        // When
        PostgresServer.execute(
                url,
                "INSERT INTO hands.keyvalue (namespace, binding, key, value) VALUES"
                        + " ('demo', 'kv', 'hand', 'x'), ('demo', 'other', 'b', 'x'), ('demo2', 'kv', 'b', 'x'),"
                        + " ('demok', 'v', 'b', 'x'), ('', '', 'b', 'x'), ('DEMO', 'KV', 'b', 'x')");

        // Then
        assertThat(text(backend, "hand")).contains("x");
        assertThat(get(backend, "b")).isEmpty();
        assertThat(await(as(backend, KeyValueScan.class).count("", soon()))).isEqualTo(2);
        assertThat(backend.as(KeyValueBasic.class, new Keyspace("demok", "v"))
                        .map(other -> await(other.get(new Key("b"), soon())).isPresent()))
                .contains(true);
    }

    @Test
    void refusesTablesOfANewerPrismAndLeavesThemAlone() {
        // Given
        var options = Map.of("schema", "newer");
        set(open(url, options), "a", "1");
        PostgresServer.execute(url, "INSERT INTO newer.schema_version (version) VALUES (7)");

        // When
        var backend = open(url, options);

        // Then
        assertThatThrownBy(() -> get(backend, "a"))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse())
                .hasMessageContaining("was written by a newer Prism: its tables have version 7, this Prism knows 1");
        assertThatThrownBy(() -> set(backend, "a", "2")).isInstanceOf(BackendDown.class);
        assertThat(select(url, "SELECT value_begin FROM newer.keyvalue_text")).containsExactly("1");
    }

    @Test
    void saysWhichRightIsMissing() {
        // Given
        PostgresServer.execute(
                url,
                "DROP ROLE IF EXISTS poor",
                "CREATE ROLE poor LOGIN PASSWORD 'poor'",
                "CREATE SCHEMA closed",
                "CREATE SCHEMA half AUTHORIZATION CURRENT_USER",
                "GRANT USAGE ON SCHEMA half TO poor");
        var login = Map.of("username", "poor", "password", "poor");

        // When, Then
        assertThatThrownBy(() -> get(open(url, login), "a"))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining(
                        "run CREATE SCHEMA \"prism\" AUTHORIZATION \"poor\", or GRANT CREATE ON DATABASE \"" + name
                                + "\" TO \"poor\"");
        assertThatThrownBy(() -> get(open(url, with(login, "schema", "half")), "a"))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("run GRANT USAGE, CREATE ON SCHEMA \"half\" TO \"poor\"");
        assertThatThrownBy(() -> get(open(url, with(login, "schema", "closed")), "a"))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("GRANT USAGE");
        PostgresServer.execute(url, "REVOKE ALL ON SCHEMA half FROM poor", "DROP ROLE poor");
    }

    @Test
    void worksWithoutTheRightToMakeTablesWhenTheyAreThere() {
        // Given
        set(open(url, Map.of("schema", "ready")), "a", "1");
        PostgresServer.execute(
                url,
                "DROP ROLE IF EXISTS plain",
                "CREATE ROLE plain LOGIN PASSWORD 'plain'",
                "GRANT USAGE ON SCHEMA ready TO plain",
                "GRANT SELECT ON ALL TABLES IN SCHEMA ready TO plain");
        var backend = open(url, Map.of("schema", "ready", "username", "plain", "password", "plain"));

        // When
        var read = text(backend, "a");
        assertThatThrownBy(() -> set(backend, "a", "2"))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES")
                .hasMessageContaining("\"plain\"");
        PostgresServer.execute(url, "GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ready TO plain");
        set(backend, "a", "2");

        // Then
        assertThat(read).contains("1");
        assertThat(text(backend, "a")).contains("2");
        closeBackends();
        PostgresServer.execute(url, "DROP OWNED BY plain", "DROP ROLE plain");
    }

    @Test
    void saysThatAnotherTableIsInItsWay() {
        // Given
        PostgresServer.execute(url, "CREATE SCHEMA taken", "CREATE TABLE taken.keyvalue (a int)");

        // When
        var backend = open(url, Map.of("schema", "taken"));

        // Then
        assertThatThrownBy(() -> get(backend, "a"))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("set the option schema to another one");
        assertThat(select(url, "SELECT count(*) FROM pg_class WHERE relnamespace = 'taken'::regnamespace"))
                .containsExactly("1");
    }

    @Test
    void makesItsTablesAgainWhenTheyAreGone() {
        // Given
        var backend = open(url, Map.of("schema", "gone"));
        set(backend, "a", "1");

        // When
        PostgresServer.execute(url, "DROP SCHEMA gone CASCADE");

        // Then
        assertThat(get(backend, "a")).isEmpty();
        set(backend, "b", "1");
        assertThat(get(backend, "b").map(Entry::key)).contains(new Key("b"));
    }

    private static List<String> schemas(String url) {
        return select(url, "SELECT nspname FROM pg_namespace");
    }

    private static Map<String, String> with(Map<String, String> options, String option, String text) {
        var all = new HashMap<>(options);
        all.put(option, text);
        return all;
    }
}
