// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Durability;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.testkit.server.RedisServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedisLoginTest extends RedisTest {

    private static final String SECRET = "geheim +%&/=ä";

    private final RedisServer server = server("--requirepass", SECRET);

    @Test
    void logsInWithAPassword() {
        // When
        var backend = backend(server.address(), Map.of("password", SECRET));

        // Then
        set(backend, KEY, "one");
        assertThat(get(backend, KEY)).contains("one");
    }

    @Test
    void logsInAsAUser() {
        // Given
        var cli = cli();
        cli.one("ACL", "SETUSER", "prism%user&1=ä", "on", ">" + SECRET, "~*", "+@all");

        // When
        var backend = backend(server.address(), Map.of("username", "prism%user&1=ä", "password", SECRET));

        // Then
        set(backend, KEY, "one");
        assertThat(cli.one("CLIENT", "LIST")).contains("user=prism%user&1=ä");
    }

    @Test
    void isNeverSomebodyElseThanTheUserItIsToldToBe() {
        // Given: a server that lets everybody in.
        var open = server();
        var cli = raw(open);
        cli.one("ACL", "SETUSER", "prism", "on", ">" + SECRET, "~*", "+@all");

        // When
        set(backend(open.address(), Map.of("username", "prism", "password", SECRET)), KEY, "one");

        // Then
        assertThat(cli.one("CLIENT", "LIST")).contains("user=prism");
        assertThatThrownBy(() ->
                        set(backend(open.address(), Map.of("username", "prism", "password", "wrong")), KEY, "one"))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("refuses its user name or password");
        assertThatThrownBy(() -> set(backend(open.address(), Map.of("password", SECRET)), KEY, "one"))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("has no password");
    }

    @Test
    void saysThatThePasswordIsWrong() {
        assertRefused(
                Map.of("password", SECRET + "x"),
                "backend 'cache' refuses its user name or password: check the options username and password");
        assertRefused(
                Map.of("username", "nobody", "password", SECRET),
                "backend 'cache' refuses its user name or password: check the options username and password");
    }

    @Test
    void saysThatAPasswordIsMissing() {
        assertRefused(Map.of(), "backend 'cache' asks for a password: set the options username and password");
    }

    @Test
    void leavesNoConnectionsBehindWhenLoggingInFails() {
        // Given
        var cli = cli();
        var backend = backend(server.address(), Map.of("password", "wrong"));

        // When
        eventually().until(() -> {
            assertThatThrownBy(() -> read(backend, KEY)).isInstanceOf(BackendDown.class);
            return refusals(cli) >= 3;
        });

        // Then
        eventually().until(() -> cli.one("CLIENT", "LIST").lines().count() == 1);
    }

    @Test
    void saysThatTheServerTakesNoMoreConnections() {
        // Given
        var cli = cli();
        cli.one("CONFIG", "SET", "maxclients", "1");
        var backend = backend(server.address(), Map.of("password", SECRET, "connect-timeout", "500ms"));

        // When
        var health = await(backend.health());

        // Then
        assertThat(health.state()).isEqualTo(State.DOWN);
        assertThat(health.message()).containsAnyOf("raise its maxclients", "may have too many clients");
        cli.one("CONFIG", "SET", "maxclients", "100");
        eventually().ignoreExceptions().until(() -> read(backend, KEY).isEmpty());
    }

    @Test
    void worksOnceThePasswordIsTheRightOne() {
        // Given
        var backend = backend(server.address(), Map.of("password", "new one"));
        assertThatThrownBy(() -> read(backend, KEY)).isInstanceOf(BackendDown.class);

        // When
        cli().one("CONFIG", "SET", "requirepass", "new one");

        // Then
        eventually().ignoreExceptions().until(() -> read(backend, KEY).isEmpty());
    }

    @Test
    void saysThatTheUserMayNotDoWhatPrismNeeds() {
        // Given
        cli().one("ACL", "SETUSER", "reader", "on", ">" + SECRET, "~*", "+@read", "+@connection");
        var backend = backend(server.address(), Map.of("username", "reader", "password", SECRET));

        // When, Then
        assertThat(read(backend, KEY)).isEmpty();
        assertThatThrownBy(() -> set(backend, KEY, "one"))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse())
                .hasMessageContaining("does not permit its user what Prism needs");
        assertThat(await(backend.health()).state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void needsNoMoreThanTheGuideSays() {
        // Given
        cli().all(("ACL SETUSER prism on >secret ~prism:* -@all +@connection +eval +evalsha +time +hmget +hget +hset"
                        + " +hdel +hexists +del +pexpire +pexpireat +persist +pttl +zadd +zrem +zrangebyscore"
                        + " +zrangebylex +zlexcount")
                .split(" "));
        var backend = backend(server.address(), Map.of("username", "prism", "password", "secret"));
        var hour = Duration.ofHours(1);
        var version = set(backend, KEY, "1");
        var operations = List.<Operation>of(
                new Operation.Get(KEY),
                new Operation.Increment(KEY, 1, 0, Optional.empty()),
                new Operation.Expire(KEY, hour),
                new Operation.Persist(KEY),
                new Operation.Set(new Key("b"), value("x"), Optional.of(hour)),
                new Operation.Delete(new Key("c")),
                new Operation.CompareAndDelete(new Key("d"), version));
        var once = new IdempotencyToken("token", "request", hour);

        // When
        var transaction = await(has(KeyValueIdempotency.class, backend).executeOnce(operations, once, soon()));
        var guarantees = await(backend.guarantees());

        // Then
        assertThat(transaction.results()).hasSize(7);
        assertThat(await(has(KeyValueTransactional.class, backend).execute(operations.subList(0, 6), soon()))
                        .committed())
                .isTrue();
        assertThat(get(backend, KEY)).contains("2");
        assertThat(await(basic(backend).exists(KEY, soon()))).isTrue();
        var ttl = has(KeyValueTtl.class, backend);
        assertThat(await(ttl.ttl(new Key("b"), soon()))).isInstanceOf(TimeToLive.Left.class);
        await(ttl.expire(new Key("b"), Duration.ofMillis(1), soon()));
        eventually().until(() -> read(backend, new Key("b")).isEmpty());
        var scan = has(KeyValueScan.class, backend);
        var range = new KeyValueScan.Range("", Optional.empty());
        assertThat(await(scan.count("", soon()))).isEqualTo(1);
        assertThat(await(scan.scan(range, new KeyValueScan.Bound(10, 1000), soon()))
                        .items())
                .hasSize(1);
        assertThat(guarantees.durability()).isEqualTo(Durability.NONE);
        assertThat(guarantees.evidence()).contains("does not let its user ask for its settings");
        assertThat(cli().all("ACL", "LOG")).isNotEmpty().noneMatch(line -> line.equals("lua"));
    }

    @Test
    void needsNoMoreForPlainStringsThanTheGuideSays() {
        // Given
        cli().all(("ACL SETUSER prism on >secret ~app:* -@all +@connection +eval +evalsha +time +type +get +set +del"
                        + " +exists +pexpire +pexpiretime +persist +pttl +incrby +scan")
                .split(" "));
        var options = Map.of("username", "prism", "password", "secret", "raw-keys", "true", "key-prefix", "app:");
        var backend = backend(server.address(), options);
        var ttl = has(KeyValueTtl.class, backend);

        // When
        set(backend, KEY, "1");
        var count = await(has(KeyValueCounter.class, backend)
                .increment(new Operation.Increment(KEY, 1, 0, Optional.empty()), soon()));

        // Then
        assertThat(count.value()).isEqualTo(2);
        assertThat(await(ttl.expire(KEY, Duration.ofHours(1), soon()))).isTrue();
        assertThat(await(ttl.persist(KEY, soon()))).isInstanceOf(TimeToLive.Left.class);
        assertThat(read(backend, KEY)).isPresent();
        assertThat(await(has(KeyValueScan.class, backend).count("", soon()))).isEqualTo(1);
        assertThat(await(basic(backend).delete(KEY, soon()))).isTrue();
    }

    private void assertRefused(Map<String, String> options, String message) {
        Backend backend = backend(server.address(), options);
        assertThatThrownBy(() -> set(backend, KEY, "one")).isInstanceOfSatisfying(BackendDown.class, down -> {
            assertThat(down).hasMessage(message);
            assertThat(down.mayHaveHappened()).isFalse();
            var everything = new StringWriter();
            down.printStackTrace(new PrintWriter(everything));
            assertThat(everything.toString()).doesNotContain("geheim");
        });
        assertThat(await(backend.health()).message()).isEqualTo(message);
        assertThatThrownBy(() -> await(backend.guarantees()))
                .isInstanceOf(BackendDown.class)
                .hasMessage(message);
    }

    private RawClient cli() {
        var cli = raw(server);
        cli.one("AUTH", SECRET);
        return cli;
    }

    private static int refusals(RawClient cli) {
        return cli.one("INFO", "errorstats")
                .lines()
                .filter(line -> line.startsWith("errorstat_WRONGPASS:count="))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
