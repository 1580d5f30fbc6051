// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.spi.Backend;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.testkit.server.FaultProxy;
import io.prism.testkit.server.FaultProxy.Towards;
import io.prism.testkit.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a caller is told when the way to the server is faulty, and whether that is true. */
class RedisFaultsTest extends RedisTest {

    private static final Operation.Increment ADD = new Operation.Increment(KEY, 1, 0, Optional.empty());

    private final RedisServer server = server();
    private final FaultProxy relay = closing(FaultProxy.to("127.0.0.1", server.port()));
    private final Backend direct = backend(server);
    private final Backend faulty = backend("redis://127.0.0.1:" + relay.port(), Map.of("pool.max", "1"));

    @Test
    void saysThatAWriteMayHaveHappenedWhenItsAnswerIsLost() {
        // Given
        await(counter(faulty).increment(ADD, soon()));
        relay.cutAfter(Towards.CLIENT, 0);

        // When, Then
        assertThatThrownBy(() -> await(counter(faulty).increment(ADD, soon())))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isTrue())
                .hasMessage("backend 'cache' ended the connection before it answered");
        assertThat(get(direct, KEY)).contains("2");
        assertThat(await(counter(faulty).increment(ADD, soon())).value()).isEqualTo(3);
    }

    @Test
    void neverSendsAWriteTwice() {
        // Given
        await(counter(faulty).increment(ADD, soon()));
        int failed = 0;

        // When
        for (int i = 0; i < 20; i++) {
            eventually().ignoreExceptions().until(() -> read(faulty, KEY).isPresent());
            relay.cutAfter(i % 2 == 0 ? Towards.CLIENT : Towards.SERVER, i);
            try {
                await(counter(faulty).increment(ADD, soon()));
            } catch (BackendDown down) {
                failed += down.mayHaveHappened() ? 1 : 0;
            }
            relay.pass();
        }

        // Then: those whose answer was lost count, those that were cut on their way do not, and none counts twice.
        long succeeded = 20L - failed;
        assertThat(failed).isEqualTo(20);
        assertThat(Long.parseLong(get(direct, KEY).orElseThrow())).isEqualTo(1 + succeeded + 10);
    }

    @Test
    void readsAgainOnAFreshConnectionWhenTheAnswerToAReadIsLost() {
        // Given
        set(faulty, KEY, "one");
        long before = relay.connections();
        relay.cutAfter(Towards.CLIENT, 3);

        // When
        var value = get(faulty, KEY);

        // Then
        assertThat(value).contains("one");
        assertThat(relay.resets()).isEqualTo(1);
        assertThat(relay.connections()).isEqualTo(before + 1);
    }

    @Test
    void readsAllAgainThatWereUnderWayWhenTheirConnectionWasLost() {
        // Given
        IntStream.range(0, 200).forEach(i -> set(direct, new Key("k" + i), "v" + i));
        set(faulty, KEY, "one");
        relay.cutAfter(Towards.CLIENT, 1000);

        // When
        var reads = IntStream.range(0, 200)
                .mapToObj(i -> basic(faulty).get(new Key("k" + i), soon()).subscribeAsCompletionStage())
                .toList();

        // Then
        for (int i = 0; i < 200; i++) {
            assertThat(reads.get(i).join().orElseThrow().value()).isEqualTo(value("v" + i));
        }
        assertThat(relay.resets()).isEqualTo(1);
    }

    @Test
    void failsAReadWhoseSecondConnectionIsLostToo() {
        // Given
        set(faulty, KEY, "one");

        // When
        relay.refuse();

        // Then
        assertThatThrownBy(() -> read(faulty, KEY))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse());
        assertThatThrownBy(() -> set(faulty, KEY, "two"))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse());
        assertThat(await(faulty.health()).state()).isEqualTo(State.DOWN);
        relay.pass();
        eventually().ignoreExceptions().until(() -> get(faulty, KEY).isPresent());
    }

    @Test
    void doesNotRunATransactionTwiceThatIsRepeatedAfterItsAnswerWasLost() {
        // Given
        var once = new IdempotencyToken("token", "request", Duration.ofMinutes(1));
        var operations = List.<Operation>of(ADD);
        set(faulty, new Key("warm"), "x");
        relay.cutAfter(Towards.CLIENT, 0);
        assertThatThrownBy(() -> await(has(KeyValueIdempotency.class, faulty).executeOnce(operations, once, soon())))
                .isInstanceOf(BackendDown.class);

        // When
        var again = await(has(KeyValueIdempotency.class, faulty).executeOnce(operations, once, soon()));

        // Then
        assertThat(again.committed()).isTrue();
        assertThat(get(direct, KEY)).contains("1");
    }

    @Test
    void writesNothingOfACommandThatWasCutOffOnItsWay() {
        // Given
        set(faulty, KEY, "one");
        var large = new Value(ByteString.copyFrom(new byte[1 << 20]));
        relay.cutAfter(Towards.SERVER, 1 << 19);

        // When, Then
        assertThatThrownBy(() -> await(basic(faulty).set(KEY, large, soon())))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isTrue());
        assertThat(get(direct, KEY)).contains("one");
    }

    @Test
    void reconnectsAfterABlackHole() {
        // Given
        var backend = backend(
                "redis://127.0.0.1:" + relay.port(), Map.of("command-timeout", "400ms", "connect-timeout", "400ms"));
        set(backend, KEY, "one");
        relay.stall();

        // When
        assertThatThrownBy(() -> await(basic(backend).set(KEY, value("two"), Deadline.in(Duration.ofMillis(150)))))
                .isInstanceOf(DeadlinePassed.class);
        assertThatThrownBy(() -> read(backend, KEY))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("did not answer within 400ms");
        relay.cutNow();
        relay.pass();

        // Then
        eventually().ignoreExceptions().until(() -> get(backend, KEY).isPresent());
    }

    @Test
    void pipelinesOverASlowWay() {
        // Given
        set(faulty, KEY, "one");
        relay.delay(Duration.ofMillis(50));
        long start = System.nanoTime();

        // When
        var writes = IntStream.range(0, 500)
                .mapToObj(i -> basic(faulty)
                        .set(new Key("k%03d".formatted(i)), value("x"), soon())
                        .subscribeAsCompletionStage())
                .toList();
        writes.forEach(write -> write.join());

        // Then: 500 round trips one after the other would take 50 s.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(await(has(KeyValueScan.class, direct).count("k", soon()))).isEqualTo(500);
    }

    @Test
    void readsLongValuesOverAThrottledWay() {
        // Given
        byte[] bytes = new byte[3 << 20];
        new Random(1).nextBytes(bytes);
        var large = new Value(ByteString.copyFrom(bytes));
        await(basic(direct).set(KEY, large, soon()));
        set(faulty, new Key("b"), "x");
        relay.throttle(4 << 20);

        // When
        var value = read(faulty, KEY).orElseThrow().value();

        // Then
        assertThat(value).isEqualTo(large);
    }

    private static KeyValueCounter counter(Backend backend) {
        return has(KeyValueCounter.class, backend);
    }
}
