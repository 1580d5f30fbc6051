// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.spi.Backend;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.testkit.server.RedisServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is really in the server, and what happens when somebody else changes it. */
class RedisLayoutTest extends RedisTest {

    private static final String BASE = "prism:{demo/kv}";
    private static final Bound ROOMY = new Bound(1000, 1 << 20);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration HOUR = Duration.ofHours(1);

    private final RedisServer server = server();
    private final RawClient cli = raw(server);
    private final Backend backend = backend(server);

    @Test
    void keepsAnEntryAsAHashAndItsNameInASortedSet() {
        // When
        var version = set(backend, KEY, "one");

        // Then
        assertThat(cli.all("HGETALL", BASE + ":a"))
                .containsExactlyInAnyOrder("value", "one", "version", version.token());
        assertThat(cli.one("PTTL", BASE + ":a")).isEqualTo("-1");
        assertThat(cli.all("ZRANGE", BASE + "#keys", "0", "-1", "WITHSCORES")).containsExactly("a", "0");
        assertThat(allKeys()).containsExactlyInAnyOrder(BASE + ":a", BASE + "#keys");
    }

    @Test
    void keepsWhenAnEntryExpiresInTheHashTheKeyAndTheIndex() {
        // When
        await(ttl().set(KEY, value("one"), HOUR, soon()));

        // Then
        String expires = cli.one("HGET", BASE + ":a", "expires");
        assertThat(cli.one("PEXPIRETIME", BASE + ":a")).isEqualTo(expires);
        assertThat(Long.parseLong(cli.one("ZSCORE", BASE + "#expiry", "a"))).isEqualTo(Long.parseLong(expires));
        assertThat(read(backend, KEY).orElseThrow().expiresAt().orElseThrow().toEpochMilli())
                .isEqualTo(Long.parseLong(expires));
    }

    @Test
    void leavesNothingOfTheExpiryBehindWhenAnEntryIsMadeToStay() {
        // Given
        var rewritten = new Key("b");
        await(ttl().set(KEY, value("one"), HOUR, soon()));
        await(ttl().set(rewritten, value("one"), HOUR, soon()));

        // When
        await(ttl().persist(KEY, soon()));
        set(backend, rewritten, "two");

        // Then
        for (String name : List.of("a", "b")) {
            assertThat(cli.all("HKEYS", BASE + ":" + name)).containsExactlyInAnyOrder("value", "version");
            assertThat(cli.one("PTTL", BASE + ":" + name)).isEqualTo("-1");
        }
        assertThat(cli.one("EXISTS", BASE + "#expiry")).isEqualTo("0");
    }

    @Test
    void leavesNothingBehindOfADeletedEntry() {
        // Given
        await(ttl().set(KEY, value("one"), HOUR, soon()));

        // When
        await(basic(backend).delete(KEY, soon()));

        // Then
        assertThat(allKeys()).isEmpty();
    }

    @Test
    void keepsTheOutcomeOfARepeatableTransactionForItsWindow() {
        // Given
        var once = new IdempotencyToken("token-1", "fingerprint", HOUR);
        var operations = List.<Operation>of(new Operation.Set(KEY, value("one"), Optional.empty()));

        // When
        var first = await(has(KeyValueIdempotency.class, backend).executeOnce(operations, once, soon()));

        // Then
        assertThat(cli.one("HGET", BASE + "#once:token-1", "request")).isEqualTo("fingerprint");
        assertThat(Long.parseLong(cli.one("PTTL", BASE + "#once:token-1")))
                .isBetween(HOUR.toMillis() - 60_000, HOUR.toMillis());
        assertThat(await(has(KeyValueIdempotency.class, backend).executeOnce(operations, once, soon())))
                .isEqualTo(first);
    }

    @Test
    void dropsExpiredNamesFromTheIndexWithLaterWrites() {
        // Given
        IntStream.range(0, 20).forEach(i -> await(ttl().set(new Key("k" + i), value("x"), SHORT, soon())));
        eventually().until(() -> cli.one("EXISTS", BASE + ":k19").equals("0"));

        // When
        IntStream.range(0, 6).forEach(i -> set(backend, new Key("other" + i), "x"));

        // Then
        assertThat(cli.one("ZCARD", BASE + "#keys")).isEqualTo("6");
        assertThat(cli.one("EXISTS", BASE + "#expiry")).isEqualTo("0");
    }

    @Test
    void keepsInTheIndexWhatWasWrittenAgainAfterItHadExpired() {
        // Given
        var again = new Key("again");
        await(ttl().set(again, value("x"), SHORT, soon()));
        eventually().until(() -> read(backend, again).isEmpty());

        // When
        set(backend, again, "two");
        IntStream.range(0, 3).forEach(i -> set(backend, new Key("other" + i), "x"));

        // Then
        assertThat(cli.one("EXISTS", BASE + "#expiry")).isEqualTo("0");
        assertThat(names("")).contains("again");
        assertThat(await(scan().count("", soon()))).isEqualTo(4);
    }

    @Test
    void leavesNothingBehindOfEntriesThatExpireWhileTheyAreWritten() {
        // Given: the server needs longer for all of them than the first may live.
        var operations = IntStream.range(0, 5000)
                .mapToObj(i -> (Operation)
                        new Operation.Set(new Key("k" + i), value(""), Optional.of(Duration.ofMillis(1 + i % 5))))
                .toList();

        // When
        await(has(KeyValueTransactional.class, backend).execute(operations, soon()));

        // Then
        eventually().until(() -> allKeys().stream().noneMatch(key -> key.startsWith(BASE + ":")));
        assertThat(await(scan().count("", soon()))).isZero();
        assertThat(allKeys()).isEmpty();
    }

    @Test
    void countsExactlyWithThousandsOfExpiredKeysAmongThem() {
        // Given
        var operations = IntStream.range(0, 5000)
                .mapToObj(i -> (Operation) new Operation.Set(
                        new Key("k%04d".formatted(i)), value(""), i % 2 == 0 ? Optional.of(SHORT) : Optional.empty()))
                .toList();
        await(has(KeyValueTransactional.class, backend).execute(operations, soon()));
        eventually().until(() -> read(backend, new Key("k0000")).isEmpty());

        // When
        long count = await(scan().count("k", soon()));

        // Then
        assertThat(count).isEqualTo(2500);
        assertThat(names("k")).hasSize(1000);
        assertThat(cli.one("ZCARD", BASE + "#keys")).isEqualTo("2500");
    }

    @Test
    void skipsEntriesThatWereDeletedBehindItsBackAndDropsThemFromTheIndex() {
        // Given
        IntStream.range(0, 5).forEach(i -> set(backend, new Key("k" + i), "x"));
        cli.one("DEL", BASE + ":k1", BASE + ":k3");

        // When
        var page = await(scan().scan(new Range("", Optional.empty()), new Bound(3, 1 << 20), soon()));

        // Then
        assertThat(page.items().stream().map(entry -> entry.key().name())).containsExactly("k0", "k2", "k4");
        assertThat(page.more()).isFalse();
        assertThat(cli.one("ZCARD", BASE + "#keys")).isEqualTo("3");
        assertThat(await(scan().count("", soon()))).isEqualTo(3);
    }

    @Test
    void letsSomebodyElseExpireAnEntry() {
        // Given
        set(backend, KEY, "one");

        // When
        cli.one("PEXPIRE", BASE + ":a", "40");
        var left = await(ttl().ttl(KEY, soon()));
        eventually().until(() -> read(backend, KEY).isEmpty());

        // Then
        assertThat(left).isInstanceOf(TimeToLive.Left.class);
        assertThat(names("")).isEmpty();
    }

    @Test
    void neverExpiresAWriteWithoutExpiryOverAnEntryThatSomebodyElseLetExpire() {
        // Given
        set(backend, KEY, "one");
        cli.one("PEXPIRE", BASE + ":a", "100000");

        // When
        set(backend, KEY, "two");

        // Then
        assertThat(cli.one("PTTL", BASE + ":a")).isEqualTo("-1");
    }

    @Test
    void doesNotSeeWhatOthersKeepInTheServer() {
        // Given
        set(backend, KEY, "one");
        cli.one("SET", "a", "plain");
        cli.one("SET", BASE, "plain");
        cli.one("SET", "prism:{demo/kv2}:b", "plain");
        cli.one("SET", "prism:{demo/k}:b", "plain");
        cli.one("HSET", "prism:{other/kv}:b", "value", "x", "version", "y");
        cli.one("ZADD", "prism:{other/kv}#keys", "0", "b");

        // When
        var listed = names("");

        // Then
        assertThat(listed).containsExactly("a");
        assertThat(await(scan().count("", soon()))).isEqualTo(1);
        assertThat(read(backend, new Key("b"))).isEmpty();
        assertThat(names("", new Keyspace("other", "kv"))).containsExactly("b");
    }

    @Test
    void saysThatAKeyHoldsWhatPrismDidNotWriteAndChangesNothing() {
        // Given
        set(backend, new Key("other"), "one");
        cli.one("SET", BASE + ":a", "plain");
        var transaction = has(KeyValueTransactional.class, backend)
                .execute(
                        List.of(
                                new Operation.Set(new Key("other"), value("two"), Optional.empty()),
                                new Operation.Set(KEY, value("two"), Optional.empty())),
                        soon());

        // When, Then
        assertThatThrownBy(() -> read(backend, KEY))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse())
                .hasMessageContaining("Prism did not write");
        assertThatThrownBy(() -> await(transaction))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse());
        assertThat(cli.one("GET", BASE + ":a")).isEqualTo("plain");
        assertThat(get(backend, new Key("other"))).contains("one");
        assertThat(names("")).containsExactly("other");
    }

    @Test
    void changesNothingWhenItsIndexIsDamaged() {
        // Given
        cli.one("SET", BASE + "#keys", "plain");

        // When, Then
        assertThatThrownBy(() -> set(backend, KEY, "one")).isInstanceOf(BackendDown.class);
        assertThat(allKeys()).containsExactly(BASE + "#keys");
        cli.one("DEL", BASE + "#keys");
        cli.one("SET", BASE + "#expiry", "plain");
        assertThatThrownBy(() -> set(backend, KEY, "one")).isInstanceOf(BackendDown.class);
        assertThat(allKeys()).containsExactly(BASE + "#expiry");
    }

    @Test
    void letsTwoBackendsShareAServer() {
        // Given
        var second = backend(server);
        Set<String> versions = new HashSet<>();

        // When
        for (int i = 0; i < 50; i++) {
            Backend writer = i % 2 == 0 ? backend : second;
            Backend reader = i % 2 == 0 ? second : backend;
            var version = set(writer, KEY, "v" + i);
            versions.add(version.token());
            assertThat(read(reader, KEY).orElseThrow().version()).isEqualTo(version);
        }

        // Then
        assertThat(versions).hasSize(50);
        assertThat(versions).allMatch(version -> version.length() <= 20);
        assertThat(await(basic(second).delete(KEY, soon()))).isTrue();
        assertThat(read(backend, KEY)).isEmpty();
    }

    @Test
    void keepsDatabasesApart() {
        // Given
        var third = backend(server.address() + "/3", Map.of());

        // When
        set(third, KEY, "three");

        // Then
        assertThat(read(backend, KEY)).isEmpty();
        assertThat(get(third, KEY)).contains("three");
        assertThatThrownBy(() -> set(backend(server.address(), Map.of("database", "99")), KEY, "x"))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("has no database with the number in the option database");
    }

    @Test
    void carriesOnWhenTheServerForgetsItsScripts() {
        // Given
        set(backend, KEY, "one");

        // When
        for (int i = 0; i < 20; i++) {
            cli.one("SCRIPT", "FLUSH");
            set(backend, KEY, "v" + i);
            cli.one("SCRIPT", "FLUSH");
            assertThat(names("")).containsExactly("a");
        }

        // Then
        assertThat(get(backend, KEY)).contains("v19");
    }

    private List<String> allKeys() {
        return cli.all("KEYS", "*");
    }

    private List<String> names(String prefix) {
        return names(prefix, KEYSPACE);
    }

    private List<String> names(String prefix, Keyspace keyspace) {
        var range = new Range(prefix, Optional.empty());
        return await(backend.as(KeyValueScan.class, keyspace).orElseThrow().scanKeys(range, ROOMY, soon()))
                .items()
                .stream()
                .map(Key::name)
                .toList();
    }

    private KeyValueTtl ttl() {
        return has(KeyValueTtl.class, backend);
    }

    private KeyValueScan scan() {
        return has(KeyValueScan.class, backend);
    }
}
