// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.adopted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.prism.backends.postgres.BackendsTest;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.Backend;
import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueBatch.Write;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Expected;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.testkit.server.PostgresServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdoptedTablesTest extends BackendsTest {

    private static final String CATALOG =
            "SELECT relname || relkind::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1";

    private final String url = database();

    @Test
    void readsAndWritesRowsOfOthersAsTextAndJson() {
        // Given
        table("CREATE TABLE orders (id text PRIMARY KEY, doc jsonb NOT NULL, note text DEFAULT 'none')");
        PostgresServer.execute(url, "INSERT INTO orders VALUES ('o1', '{\"a\":1}', 'kept')");
        var before = select(url, CATALOG);
        var backend = adopt("orders", "id", "doc");

        // When
        var read = text(backend, "o1");
        set(backend, "o1", "{\"b\" : [2]}");
        set(backend, "o2", "null");

        // Then
        assertThat(read).contains("{\"a\": 1}");
        assertThat(select(url, "SELECT id || ' ' || doc || ' ' || note FROM orders ORDER BY id"))
                .containsExactly("o1 {\"b\": [2]} kept", "o2 null none");
        assertThat(select(url, CATALOG)).isEqualTo(before);
        assertThat(select(url, "SELECT count(*) FROM pg_namespace WHERE nspname = 'prism'"))
                .containsExactly("0");
    }

    @Test
    void refusesWhatTheColumnsCannotHoldAndNamesIt() {
        // Given
        table("CREATE TABLE narrow (id varchar(5) PRIMARY KEY, doc json, CHECK (doc::text <> '0'))");
        var backend = adopt("narrow", "id", "doc");
        var keys = as(backend, KeyValueBasic.class);

        // When, Then
        assertRejected("value", () -> set(backend, "a", "{\"a\":"));
        assertRejected("value", () -> set(backend, "a", ""));
        assertRejected("value", () -> set(backend, "a", "0"));
        assertRejected("value", () -> set(backend, "a", "\"\u0000\""));
        assertRejected("value", () -> await(keys.set(new Key("a"), bytes("22ff22"), soon())));
        assertRejected("key", () -> set(backend, "abcdef", "1"));
        assertRejected("key", () -> set(backend, "a\u0000", "1"));
        assertRejected("key", () -> get(backend, "a\u0000"));
        set(backend, "\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00", "1");
        assertThat(select(url, "SELECT count(*) FROM narrow")).containsExactly("1");
    }

    @Test
    void doesNotLetOneBadPartOfABatchHideTheOthers() {
        // Given
        table("CREATE TABLE docs (id text PRIMARY KEY, doc jsonb)");
        var backend = adopt("docs", "id", "doc");
        var writes = Stream.of("a:1", "b:{", "c:3", "d:\"\u0000\"", "a:4")
                .map(text -> new Write(new Key(text.substring(0, 1)), value(text.substring(2)), Optional.empty()))
                .toList();

        // When
        var outcomes = await(as(backend, KeyValueBatch.class).setAll(writes, soon()));

        // Then
        assertThat(outcomes.stream().map(outcome -> outcome instanceof PartOutcome.Done<?>))
                .containsExactly(true, false, true, false, true);
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        PartOutcome.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Rejected.class));
        assertThat(select(url, "SELECT id || doc FROM docs ORDER BY id")).containsExactly("a4", "c3");
    }

    @Test
    void namesTheOperationOfATransactionThatTheTableRefuses() {
        // Given
        table("CREATE TABLE docs2 (id text PRIMARY KEY, doc jsonb)");
        var backend = adopt("docs2", "id", "doc");
        List<Operation> operations = List.of(
                new Operation.Set(new Key("a"), value("1"), Optional.empty()),
                new Operation.Set(new Key("b"), value("{"), Optional.empty()));

        // When
        var call = as(backend, KeyValueTransactional.class).execute(operations, soon());

        // Then
        assertRejected("operations[1].value", () -> await(call));
        assertThat(select(url, "SELECT count(*) FROM docs2")).containsExactly("0");
    }

    @Test
    void noticesWhenOthersChangeARow() {
        // Given
        table("CREATE TABLE shared (id varchar PRIMARY KEY, v text)");
        var backend = adopt("shared", "id", "v");
        var version = set(backend, "a", "one");

        // When
        PostgresServer.execute(url, "UPDATE shared SET v = v");
        var swapped = await(as(backend, KeyValueCas.class)
                .compareAndSwap(
                        new Operation.CompareAndSwap(
                                new Key("a"), value("two"), new Expected.At(version), Optional.empty()),
                        soon()));

        // Then
        var now = get(backend, "a").map(Entry::version);
        assertThat(now).isPresent().isNotEqualTo(Optional.of(version));
        assertThat(swapped).isEqualTo(new Comparison(false, now));
        assertThat(text(backend, "a")).contains("one");
    }

    @Test
    void listsTextInTheOrderOfItsBytesWhateverItsCollation() {
        // Given
        table("CREATE TABLE words (id text COLLATE \"en-x-icu\" PRIMARY KEY, v text)");
        var backend = adopt("words", "id", "v");
        var names = List.of("B", "Z", "a", "b", "b\u0001", "b!", "ba", "\u00e9", "\uffff", "\ud83d\ude00");
        names.reversed().forEach(name -> set(backend, name, "x"));
        PostgresServer.execute(url, "INSERT INTO words VALUES ('', 'x'), (repeat('n', 1025), 'x')");
        var scan = as(backend, KeyValueScan.class);

        // When
        var all = await(scan.scanKeys(new Range("", Optional.empty()), new Bound(100, 1 << 20), soon()));
        var page = await(scan.scanKeys(new Range("b", Optional.of(new Key("b"))), new Bound(2, 1 << 20), soon()));

        // Then
        assertThat(all.items().stream().map(Key::name)).containsExactlyElementsOf(names);
        assertThat(page.items().stream().map(Key::name)).containsExactly("b\u0001", "b!");
        assertThat(page.more()).isTrue();
        assertThat(await(scan.count("b", soon()))).isEqualTo(4);
        assertThat(await(scan.count("\udbff\udfff", soon()))).isZero();
        assertThat(await(scan.count("a\u0000", soon()))).isZero();
    }

    @Test
    void leavesOutKeysOfBytesThatAreNoText() {
        // Given
        table("CREATE TABLE blobs (id bytea UNIQUE, v bytea)");
        PostgresServer.execute(
                url,
                "INSERT INTO blobs VALUES ('a', 'x'), ('\\xff', 'x'), ('\\xc080', 'x'), ('\\xeda080', 'x'),"
                        + " ('\\xf4908080', 'x'), ('\\xe282', 'x'), ('\\xf09f9880', 'x'), ('\\x6100', NULL), (NULL, 'x')");
        var backend = adopt("blobs", "id", "v");
        var scan = as(backend, KeyValueScan.class);

        // When
        var entries = await(scan.scan(new Range("", Optional.empty()), new Bound(100, 1 << 20), soon()));

        // Then
        assertThat(entries.items().stream().map(entry -> entry.key().name()))
                .containsExactly("a", "a\u0000", "\ud83d\ude00");
        assertThat(entries.items().get(1).value()).isEqualTo(Value.EMPTY);
        assertThat(entries.more()).isFalse();
        assertThat(await(scan.count("", soon()))).isEqualTo(3);
    }

    @Test
    void letsRowsEndWhereAColumnSaysWhenAndDeletesNone() {
        // Given
        table("CREATE TABLE leases (id text PRIMARY KEY, v text, \"Ends at\" timestamptz)");
        PostgresServer.execute(
                url, "INSERT INTO leases VALUES ('over', 'x', now() - interval '1 s'), ('never', 'x', 'infinity')");
        var backend = open(url, options("leases", "id", "v", Map.of("expires-column", "Ends at")));
        var ttl = as(backend, KeyValueTtl.class);
        var key = new Key("a");

        // When
        await(ttl.set(key, value("1"), Duration.ofSeconds(1), soon()));
        boolean alive = get(backend, "a").isPresent();
        Awaitility.await().until(() -> get(backend, "a").isEmpty());

        // Then
        assertThat(alive).isTrue();
        assertThat(get(backend, "over")).isEmpty();
        assertThat(get(backend, "never").flatMap(Entry::expiresAt)).isEmpty();
        assertThat(await(ttl.ttl(new Key("never"), soon()))).isEqualTo(new TimeToLive.Forever());
        assertThat(await(ttl.expire(new Key("never"), Duration.ofHours(1), soon())))
                .isTrue();
        assertThat(await(ttl.persist(new Key("never"), soon()))).isInstanceOf(TimeToLive.Left.class);
        assertThat(await(ttl.persist(new Key("over"), soon()))).isEqualTo(new TimeToLive.Absent());
        assertThat(select(url, "SELECT count(*) FROM leases")).containsExactly("3");
    }

    @Test
    void hasOnlyWhatItsColumnsAllow() {
        // Given
        table("CREATE TABLE plain (id text PRIMARY KEY, v text)");
        var backend = adopt("plain", "id", "v");
        var timed = List.<Operation>of(
                new Operation.Set(new Key("a"), value("1"), Optional.of(Duration.ofHours(1))),
                new Operation.Set(new Key("b"), value("1"), Optional.empty()));

        // When
        var call = as(backend, KeyValueTransactional.class).execute(timed, soon());

        // Then
        assertRejected("operations[0].ttl", () -> await(call));
        assertThat(backend.as(KeyValueTtl.class, KEYSPACE)).isEmpty();
        assertThat(backend.as(KeyValueCounter.class, KEYSPACE)).isEmpty();
        assertThat(backend.as(KeyValueIdempotency.class, KEYSPACE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nowhere | id | v | does not find the table",
                "odd | nothing | v | does not find the column",
                "odd | id | nothing | does not find the column",
                "odd | number | v | is of type integer",
                "odd | id | number | is of type integer",
                "odd | other | v | needs a unique index",
                "odd | partly | v | needs a unique index",
                "odd_view | id | v | is a view",
                "parted | id | v | partitioned",
                "loose | id | v | takes different keys for equal",
            })
    void saysWhatIsWrongWithATable(String table, String key, String value, String sentence) {
        // Given
        PostgresServer.execute(
                url,
                "CREATE TABLE IF NOT EXISTS odd (id text UNIQUE, other text, partly text, number int, v text)",
                "CREATE UNIQUE INDEX IF NOT EXISTS odd_partly ON odd (partly) WHERE partly <> ''",
                "CREATE OR REPLACE VIEW odd_view AS SELECT id, v FROM odd",
                "CREATE TABLE IF NOT EXISTS parted (id text PRIMARY KEY, v text) PARTITION BY HASH (id)",
                "CREATE COLLATION IF NOT EXISTS same (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE IF NOT EXISTS loose (id text COLLATE same PRIMARY KEY, v text)");
        var backend = adopt(table, key, value);

        // When, Then
        assertThatThrownBy(() -> get(backend, "a"))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse())
                .hasMessageContaining(sentence);
    }

    @Test
    void looksAgainWhenTheTableWasChanged() {
        // Given
        table("CREATE TABLE moving (id text PRIMARY KEY, v text)");
        var backend = adopt("moving", "id", "v");
        set(backend, "a", "1");

        // When
        PostgresServer.execute(
                url, "DROP TABLE moving", "CREATE TABLE moving (id bytea PRIMARY KEY, extra int, v jsonb)");

        // Then
        Awaitility.await().ignoreExceptions().until(() -> get(backend, "a").isEmpty());
        set(backend, "a", "{}");
        assertThat(select(url, "SELECT encode(id, 'escape') || v FROM moving")).containsExactly("a{}");
    }

    private Backend adopt(String table, String key, String value) {
        return open(url, options(table, key, value, Map.of()));
    }

    private static Map<String, String> options(String table, String key, String value, Map<String, String> more) {
        var options = new HashMap<>(more);
        options.putAll(Map.of("raw-keys", "true", "table", table, "key-column", key, "value-column", value));
        return options;
    }

    private void table(String sql) {
        PostgresServer.execute(url, sql);
    }

    private static Value bytes(String hex) {
        return new Value(ByteString.fromHex(hex));
    }

    private static void assertRejected(String field, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.field()).isEqualTo(field));
    }
}
