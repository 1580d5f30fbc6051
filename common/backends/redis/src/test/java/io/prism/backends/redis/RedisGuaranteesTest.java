// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.prism.core.Consistency;
import io.prism.core.Durability;
import io.prism.core.TransactionIsolation;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.ModelGuarantees;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.operation.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a write is worth on servers with different settings, and what happens when a server is full. */
class RedisGuaranteesTest extends RedisTest {

    private static final Value LARGE = new Value(ByteString.copyFrom(new byte[100_000]));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--appendonly no | NONE | the server says appendonly no",
                "--appendonly yes --appendfsync always | FSYNC | the server says appendfsync always",
                "--appendonly yes --appendfsync always --no-appendfsync-on-rewrite yes | PROCESS | rewrites its file",
                "--appendonly yes --appendfsync no | PROCESS | the server says appendfsync no",
                "--appendonly yes --appendfsync everysec | NONE | the last two seconds can be lost",
                "--appendonly yes --appendfsync always --maxmemory 100mb --maxmemory-policy allkeys-lru | NONE |"
                        + " maxmemory-policy allkeys-lru",
                "--appendonly yes --appendfsync always --maxmemory 0 --maxmemory-policy allkeys-lru | FSYNC | always",
                "--appendonly yes --appendfsync always --maxmemory 100mb --maxmemory-policy noeviction | FSYNC | always",
            })
    void dependOnTheServersSettings(String options, Durability durability, String evidence) {
        // Given
        var backend = backend(server(options.split(" ")));

        // When
        var guarantees = await(backend.guarantees());

        // Then
        assertThat(guarantees.durability()).isEqualTo(durability);
        assertThat(guarantees.evidence()).contains(evidence);
        assertThat(guarantees.models())
                .containsExactly(new ModelGuarantees.KeyValue(
                        Consistency.LINEARIZABLE, TransactionIsolation.SERIALIZABLE, Duration.ZERO, 64L << 20));
    }

    @Test
    void tellReplicasFromPrimaries() {
        // Given
        var primary = server("--appendonly", "yes", "--appendfsync", "always");
        var replica = server("--replicaof", "127.0.0.1 " + primary.port(), "--repl-diskless-sync-delay", "0");
        var onPrimary = backend(primary);
        var onReplica = backend(replica);
        set(onPrimary, KEY, "one");
        eventually().ignoreExceptions().until(() -> get(onReplica, KEY).isPresent());

        // When
        var ofPrimary = await(onPrimary.guarantees());
        var ofReplica = await(onReplica.guarantees());

        // Then
        assertThat(ofPrimary.durability()).isEqualTo(Durability.FSYNC);
        assertThat(ofPrimary.evidence()).contains("a fail-over to one of its 1 replicas can lose the last writes");
        assertThat(ofReplica.durability()).isEqualTo(Durability.NONE);
        assertThat(ofReplica.of(ModelGuarantees.KeyValue.class).orElseThrow().consistency())
                .isEqualTo(Consistency.EVENTUAL);
        assertThatThrownBy(() -> set(onReplica, KEY, "two"))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse())
                .hasMessageContaining("is a replica that takes no writes");
        primary.stop();
        eventually().until(() -> raw(replica).one("INFO", "replication").contains("master_link_status:down"));
        raw(replica).one("CONFIG", "SET", "replica-serve-stale-data", "no");
        assertThatThrownBy(() -> read(onReplica, KEY))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("is a replica without its primary");
    }

    @Test
    void leaveAReplicaForThePrimaryWhenTheAddressLeadsThereAgain() {
        // Given: a server that becomes a replica for a while, as after a fail-over.
        var primary = server();
        var server = server();
        var backend = backend(server);
        set(backend, KEY, "one");
        raw(server).one("REPLICAOF", "127.0.0.1", Integer.toString(primary.port()));
        eventually().until(() -> {
            assertThatThrownBy(() -> set(backend, KEY, "two")).isInstanceOf(BackendDown.class);
            return backend instanceof RedisBackend redis && redis.connections().opened() > 1;
        });

        // When
        raw(server).one("REPLICAOF", "NO", "ONE");

        // Then
        set(backend, KEY, "three");
        assertThat(get(backend, KEY)).contains("three");
    }

    @Test
    void areAskedAgainAfterAReconnect() {
        // Given
        var server = server("--appendonly", "yes", "--appendfsync", "always");
        var cli = raw(server);
        var backend = backend(server);
        var before = await(backend.guarantees()).durability();
        cli.one("CONFIG", "SET", "appendonly", "no");

        // When
        var remembered = await(backend.guarantees()).durability();
        cli.one("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        eventually().ignoreExceptions().until(() -> read(backend, KEY).isEmpty());

        // Then
        assertThat(before).isEqualTo(Durability.FSYNC);
        assertThat(remembered).isEqualTo(Durability.FSYNC);
        assertThat(await(backend.guarantees()).durability()).isEqualTo(Durability.NONE);
    }

    @Test
    void cannotBeToldByAServerThatIsDown() {
        // Given
        var server = server();
        var backend = backend(server);
        server.stop();

        // When, Then
        assertThatThrownBy(() -> await(backend.guarantees()))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("nothing listens");
    }

    @Test
    void saysThatTheServerIsFullAndChangesNothing() {
        // Given
        var server = server("--maxmemory", "3mb", "--maxmemory-policy", "noeviction");
        var backend = backend(server);
        int written = fill(backend);

        // When
        var transaction = has(KeyValueTransactional.class, backend)
                .execute(
                        List.of(
                                new Operation.Delete(new Key("k0")),
                                new Operation.Set(new Key("new"), LARGE, Optional.empty())),
                        soon());

        // Then
        assertThatThrownBy(() -> await(transaction))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse())
                .hasMessage("backend 'cache' has no memory left for writes: delete entries, or raise its maxmemory");
        assertThat(read(backend, new Key("k0"))).isPresent();
        assertThat(read(backend, new Key("new"))).isEmpty();
        var health = await(backend.health());
        assertThat(health.state()).isEqualTo(State.DEGRADED);
        assertThat(health.message()).contains("the last write failed").contains("no memory left");
        for (int i = 0; i < written; i++) {
            assertThat(await(basic(backend).delete(new Key("k" + i), soon()))).isTrue();
        }
        set(backend, KEY, "one");
        assertThat(await(backend.health()).state()).isEqualTo(State.UP);
    }

    @Test
    void skipsWhatTheServerHasEvicted() {
        // Given
        var server = server("--maxmemory", "3mb", "--maxmemory-policy", "volatile-lru");
        var backend = backend(server);
        var ttl = has(KeyValueTtl.class, backend);

        // When
        for (int i = 0; i < 100; i++) {
            await(ttl.set(new Key("k%02d".formatted(i)), LARGE, Duration.ofHours(1), soon()));
        }

        raw(server).one("CONFIG", "SET", "maxmemory", "0");

        // Then
        var listed = await(has(KeyValueScan.class, backend)
                        .scanKeys(new Range("", Optional.empty()), new Bound(1000, 1 << 20), soon()))
                .items();
        assertThat(listed).isNotEmpty().hasSizeLessThan(50);
        assertThat(listed).allMatch(key -> read(backend, key).isPresent());
        assertThat(raw(server).one("ZCARD", "prism:{demo/kv}#keys")).isEqualTo("" + listed.size());
    }

    private static int fill(Backend backend) {
        for (int i = 0; ; i++) {
            try {
                await(basic(backend).set(new Key("k" + i), LARGE, soon()));
            } catch (BackendDown full) {
                return i;
            }
        }
    }
}
