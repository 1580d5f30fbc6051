// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Keyspace;
import io.prism.core.TransactionIsolation;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.Backend;
import io.prism.spi.ModelGuarantees;
import io.prism.spi.PartOutcome;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Page;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.testkit.server.RedisServer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plain strings of other programs. */
class RedisRawTest extends RedisTest {

    private static final Bound ROOMY = new Bound(1000, 1 << 20);

    private final RedisServer server = server();
    private final RawClient cli = raw(server);
    private final Backend backend = backend(server.address(), Map.of("raw-keys", "true", "key-prefix", "app:"));

    @Test
    void readsWhatOthersWroteAndWritesWhatOthersRead() {
        // Given
        cli.one("SET", "app:a", "theirs");
        cli.one("SET", "app:b", "theirs", "PX", "3600000");

        // When
        set(backend, new Key("c"), "ours");
        await(has(KeyValueTtl.class, backend).set(new Key("d"), value("ours"), Duration.ofHours(1), soon()));

        // Then
        assertThat(get(backend, new Key("a"))).contains("theirs");
        assertThat(read(backend, new Key("b"))
                        .orElseThrow()
                        .expiresAt()
                        .orElseThrow()
                        .toEpochMilli())
                .isEqualTo(Long.parseLong(cli.one("PEXPIRETIME", "app:b")));
        assertThat(cli.one("TYPE", "app:c")).isEqualTo("string");
        assertThat(cli.one("GET", "app:c")).isEqualTo("ours");
        assertThat(cli.one("PTTL", "app:c")).isEqualTo("-1");
        assertThat(Long.parseLong(cli.one("PTTL", "app:d"))).isBetween(3_590_000L, 3_600_000L);
        assertThat(cli.all("KEYS", "*")).containsExactlyInAnyOrder("app:a", "app:b", "app:c", "app:d");
    }

    @Test
    void hasOneNameSpaceForAllBindings() {
        // Given
        set(backend, KEY, "one");

        // When
        var other = backend.as(KeyValueBasic.class, new Keyspace("other", "binding"))
                .orElseThrow();

        // Then
        assertThat(await(other.get(KEY, soon()))).isPresent();
    }

    @Test
    void usesTheFingerprintOfAValueAsItsVersion() {
        // Given
        var first = set(backend, KEY, "one");

        // When
        cli.one("SET", "app:a", "two");

        // Then
        assertThat(read(backend, KEY).map(Entry::version)).isNotEqualTo(Optional.of(first));
        cli.one("SET", "app:a", "one");
        assertThat(read(backend, KEY).map(Entry::version)).contains(first);
    }

    @Test
    void hasNothingThatNeedsVersionsOfTheirOwn() {
        assertThat(backend.as(KeyValueCas.class, KEYSPACE)).isEmpty();
        assertThat(backend.as(KeyValueTransactional.class, KEYSPACE)).isEmpty();
        assertThat(backend.as(KeyValueIdempotency.class, KEYSPACE)).isEmpty();
        assertThat(await(backend.guarantees())
                        .of(ModelGuarantees.KeyValue.class)
                        .orElseThrow()
                        .transactions())
                .isEqualTo(TransactionIsolation.NONE);
    }

    @Test
    void refusesKeysOfOtherTypesAndLeavesThemAlone() {
        // Given
        cli.one("RPUSH", "app:list", "x");
        cli.one("SADD", "app:set", "x");
        cli.one("HSET", "app:hash", "f", "x");
        cli.one("ZADD", "app:zset", "1", "x");
        cli.one("XADD", "app:stream", "*", "f", "x");
        var ttl = has(KeyValueTtl.class, backend);

        // When, Then
        for (String type : List.of("list", "set", "hash", "zset", "stream")) {
            var key = new Key(type);
            assertOtherType(type, basic(backend).get(key, soon()));
            assertOtherType(type, basic(backend).set(key, value("x"), soon()));
            assertOtherType(type, basic(backend).delete(key, soon()));
            assertOtherType(type, basic(backend).exists(key, soon()));
            assertOtherType(type, ttl.set(key, value("x"), Duration.ofHours(1), soon()));
            assertOtherType(type, ttl.expire(key, Duration.ZERO, soon()));
            assertOtherType(type, ttl.ttl(key, soon()));
            assertOtherType(type, ttl.persist(key, soon()));
            assertOtherType(type, counter().increment(new Operation.Increment(key, 1, 0, Optional.empty()), soon()));
            assertThat(cli.one("TYPE", "app:" + type)).isEqualTo(type);
        }
        set(backend, KEY, "one");
        assertThat(names("")).containsExactly("a");
        assertThat(await(scan().count("", soon()))).isEqualTo(1);
    }

    @Test
    void tellsInABatchWhichPartsWereRefused() {
        // Given
        cli.one("RPUSH", "app:list", "x");
        var batch = has(KeyValueBatch.class, backend);
        var names = List.of(new Key("a"), new Key("list"), new Key("b"));

        // When
        var written = await(batch.setAll(
                names.stream()
                        .map(name -> new KeyValueBatch.Write(name, value("x"), Optional.empty()))
                        .toList(),
                soon()));
        var read = await(batch.getAll(names, soon()));
        var deleted = await(batch.deleteAll(names, soon()));

        // Then
        for (var outcomes : List.of(written, read, deleted)) {
            assertThat(outcomes.get(0)).isInstanceOf(PartOutcome.Done.class);
            assertThat(outcomes.get(1))
                    .isInstanceOfSatisfying(
                            PartOutcome.Failed.class,
                            failed -> assertThat(failed.failure())
                                    .hasMessageContaining("key holds a Redis list, not a string"));
            assertThat(outcomes.get(2)).isInstanceOf(PartOutcome.Done.class);
        }
        assertThat(cli.all("KEYS", "*")).containsExactly("app:list");
    }

    @Test
    void listsInOrderWhatOthersWrote() {
        // Given
        for (int i = 0; i < 3000; i++) {
            cli.one("SET", "app:k%04d".formatted(i * 7 % 3000), "v");
            cli.one("SET", "other:%04d".formatted(i), "v");
        }

        // When
        var listed = new ArrayList<String>();
        var range = new Range("k", Optional.empty());
        Page<Key> page;
        do {
            page = await(scan().scanKeys(range, new Bound(700, 1 << 20), soon()));
            listed.addAll(page.items().stream().map(Key::name).toList());
            range = new Range("k", Optional.of(page.items().getLast()));
        } while (page.more());

        // Then
        assertThat(listed)
                .isEqualTo(IntStream.range(0, 3000).mapToObj("k%04d"::formatted).toList());
        assertThat(await(scan().count("", soon()))).isEqualTo(3000);
        var entries = await(scan().scan(new Range("k1", Optional.empty()), new Bound(350, 1 << 20), soon()));
        assertThat(entries.items().stream().map(entry -> entry.key().name()))
                .isEqualTo(
                        IntStream.range(1000, 1350).mapToObj("k%04d"::formatted).toList());
        assertThat(entries.more()).isTrue();
    }

    @Test
    void takesEveryCharacterOfAPrefixForItself() {
        // Given
        var globs = List.of("*", "?", "[a-z]", "[^a]", "\\", "\\*", "a-b", "]", "{}", "%");
        for (String glob : globs) {
            cli.one("SET", glob + ":" + glob + "1", "x");
            cli.one("SET", "a:a1", "x");
        }

        // When, Then
        for (String glob : globs) {
            var globbed = backend(server.address(), Map.of("raw-keys", "true", "key-prefix", glob + ":"));
            var page = await(has(KeyValueScan.class, globbed).scanKeys(all(glob), ROOMY, soon()));
            assertThat(page.items()).containsExactly(new Key(glob + "1"));
            assertThat(await(has(KeyValueScan.class, globbed).count("", soon())))
                    .isEqualTo(1);
        }
    }

    @Test
    void skipsKeysThatPrismCannotName() {
        // Given
        cli.one("SET", "app:", "empty name");
        cli.one("SET", "app:" + "x".repeat(Key.MAX_BYTES + 1), "long name");
        cli.one("EVAL", "return redis.call('SET', 'app:' .. string.char(255, 254), 'not UTF-8')", "0");
        cli.one("SET", "app:" + "x".repeat(Key.MAX_BYTES), "just fits");

        // When
        var listed = names("");

        // Then
        assertThat(listed).containsExactly("x".repeat(Key.MAX_BYTES));
        assertThat(await(scan().count("", soon()))).isEqualTo(1);
    }

    @Test
    void worksWithoutAPrefix() {
        // Given
        var bare = backend(server.address(), Map.of("raw-keys", "true"));
        cli.one("SET", "user:1", "ada");
        cli.one("SET", "user:2", "grace");

        // When
        var page = await(has(KeyValueScan.class, bare).scan(all(""), ROOMY, soon()));

        // Then
        assertThat(page.items().stream().map(entry -> entry.value().bytes().toStringUtf8()))
                .containsExactly("ada", "grace");
    }

    @Test
    void countsWithTheServersOwnCounters() {
        // Given
        cli.one("INCRBY", "app:hits", "41");
        var hour = Optional.of(Duration.ofHours(1));

        // When
        var counted = await(counter().increment(new Operation.Increment(new Key("hits"), 1, 0, hour), soon()));
        var created = await(counter().increment(new Operation.Increment(new Key("new"), 1, 100, hour), soon()));

        // Then
        assertThat(counted.value()).isEqualTo(42);
        assertThat(created.value()).isEqualTo(101);
        assertThat(cli.one("INCR", "app:hits")).isEqualTo("43");
        assertThat(cli.one("PTTL", "app:hits")).isEqualTo("-1");
        assertThat(Long.parseLong(cli.one("PTTL", "app:new"))).isBetween(3_590_000L, 3_600_000L);
    }

    @Test
    void createsNoCounterWhoseFirstNumberDoesNotFit() {
        // When
        var increment = counter()
                .increment(new Operation.Increment(KEY, 1, Long.MAX_VALUE, Optional.of(Duration.ofHours(1))), soon());

        // Then
        assertThatThrownBy(() -> await(increment))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.field()).isEqualTo("delta"));
        assertThat(cli.one("EXISTS", "app:a")).isEqualTo("0");
    }

    @Test
    void leavesTheLastMillisecondOfAKeyAboveZero() {
        // Given
        var ttl = has(KeyValueTtl.class, backend);

        // When, Then
        for (int i = 0; i < 50; i++) {
            await(ttl.set(KEY, value("x"), Duration.ofMillis(2), soon()));
            var left = await(ttl.ttl(KEY, soon()));
            assertThat(left)
                    .satisfiesAnyOf(
                            absent -> assertThat(absent).isInstanceOf(TimeToLive.Absent.class),
                            alive -> assertThat(alive)
                                    .isInstanceOfSatisfying(
                                            TimeToLive.Left.class,
                                            time -> assertThat(time.left()).isPositive()));
        }
    }

    @Test
    void saysThatTheServerIsFull() {
        // Given
        set(backend, KEY, "one");
        cli.one("CONFIG", "SET", "maxmemory", "1");

        // When, Then
        assertThatThrownBy(() -> set(backend, KEY, "two"))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse())
                .hasMessageContaining("no memory left");
        assertThat(get(backend, KEY)).contains("one");
        assertThat(await(basic(backend).delete(KEY, soon()))).isTrue();
    }

    private static void assertOtherType(String type, Uni<?> call) {
        assertThatThrownBy(() -> await(call)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.field()).isEqualTo("key");
            assertThat(rejected).hasMessage("key holds a Redis " + type + ", not a string");
        });
    }

    private static Range all(String prefix) {
        return new Range(prefix, Optional.empty());
    }

    private List<String> names(String prefix) {
        return await(scan().scanKeys(all(prefix), ROOMY, soon())).items().stream()
                .map(Key::name)
                .toList();
    }

    private KeyValueScan scan() {
        return has(KeyValueScan.class, backend);
    }

    private KeyValueCounter counter() {
        return has(KeyValueCounter.class, backend);
    }
}
