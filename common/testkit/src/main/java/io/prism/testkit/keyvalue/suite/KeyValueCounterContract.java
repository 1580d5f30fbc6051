// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.testkit.CoversInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link io.prism.spi.keyvalue.KeyValueCounter} must do. Never weaken it for one backend. */
@CoversInterface("keyvalue_counter")
public abstract class KeyValueCounterContract extends KeyValueContract {

    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void createsAnAbsentCounterFromItsInitialNumber() {
        // Given
        var key = key("a");

        // When
        var count = run(new Operation.Increment(key, 5, 100, Optional.empty()));

        // Then
        assertThat(count.value()).isEqualTo(105);
        assertThat(read(key)).contains(new Entry(key, value("105"), count.version(), Optional.empty()));
    }

    @Test
    void addsToACounterThatIsThereAndIgnoresTheInitialNumber() {
        // Given
        var key = key("a");
        run(add(key, 40));

        // When
        var count = run(new Operation.Increment(key, 2, 1000, Optional.empty()));

        // Then
        assertThat(count.value()).isEqualTo(42);
        assertReads(key, value("42"));
    }

    @Test
    void addsNegativeNumbersAndPassesZero() {
        // Given
        var key = key("a");
        run(add(key, 2));

        // When
        var down = LongStream.range(0, 4)
                .map(_ -> run(add(key, -1)).value())
                .boxed()
                .toList();

        // Then
        assertThat(down).containsExactly(1L, 0L, -1L, -2L);
        assertReads(key, value("-2"));
    }

    @Test
    void addsZero() {
        // Given
        var key = key("a");
        var absent = key("absent");
        run(add(key, 7));

        // When
        var same = run(add(key, 0));
        var created = run(add(absent, 0));

        // Then
        assertThat(same.value()).isEqualTo(7);
        assertThat(read(key).map(Entry::version)).contains(same.version());
        assertThat(created.value()).isZero();
        assertReads(absent, value("0"));
    }

    @Test
    void addsToANumberThatWasWritten() {
        // Given
        var key = key("a");
        put(key, "41");

        // When
        var count = run(add(key, 1));

        // Then
        assertThat(count.value()).isEqualTo(42);
        assertReads(key, value("42"));
    }

    @Test
    void startsAnewAfterItWasDeletedOrOverwritten() {
        // Given
        var deleted = key("deleted");
        var overwritten = key("overwritten");
        run(add(deleted, 5));
        run(add(overwritten, 5));

        // When
        await(basic().delete(deleted, soon()));
        put(overwritten, "-10");

        // Then
        assertThat(run(add(deleted, 1)).value()).isEqualTo(1);
        assertThat(run(add(overwritten, 1)).value()).isEqualTo(-9);
    }

    @Test
    void givesEveryIncrementAVersionOfItsOwn() {
        // Given
        var key = key("a");
        var seen = new HashSet<Version>();
        seen.add(put(key, "1"));

        // When
        for (int i = 0; i < 10; i++) {
            seen.add(run(add(key, i % 3 - 1)).version());
        }

        // Then
        assertThat(seen).hasSize(11);
        assertThat(seen).contains(read(key).orElseThrow().version());
        assertThat(seen).allMatch(version -> version.token().matches("[\\x21-\\x7e]{1,64}"));
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740992, 1, 9007199254740993",
        "-9007199254740992, -1, -9007199254740993",
        "9007199254740993, 9007199254740994, 18014398509481987",
        "9223372036854775806, 1, 9223372036854775807",
        "9223372036854775807, 0, 9223372036854775807",
        "9223372036854775807, -1, 9223372036854775806",
        "-9223372036854775807, -1, -9223372036854775808",
        "-9223372036854775808, 0, -9223372036854775808",
        "-9223372036854775808, 1, -9223372036854775807",
        "-9223372036854775808, 9223372036854775807, -1",
        "9223372036854775807, -9223372036854775808, -1",
        "0, -9223372036854775808, -9223372036854775808",
        "0, 9223372036854775807, 9223372036854775807",
    })
    void addsExactlyUpToTheLastNumber(long start, long delta, long sum) {
        // Given
        var created = key("created");
        var written = key("written");
        put(written, Long.toString(start));

        // When
        var first = run(new Operation.Increment(created, delta, start, Optional.empty()));
        var second = run(add(written, delta));

        // Then
        assertThat(first.value()).isEqualTo(sum);
        assertThat(second.value()).isEqualTo(sum);
        assertReads(created, value(Long.toString(sum)));
        assertReads(written, value(Long.toString(sum)));
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 1",
        "9223372036854775806, 2",
        "9223372036854775807, 9223372036854775807",
        "1, 9223372036854775807",
        "-9223372036854775808, -1",
        "-9223372036854775807, -2",
        "-1, -9223372036854775808",
        "-9223372036854775808, -9223372036854775808",
    })
    void refusesASumThatDoesNotFitAndChangesNothing(long start, long delta) {
        // Given
        var key = key("a");
        var absent = key("absent");
        put(key, Long.toString(start));
        var before = read(key);

        // When
        assertRejected("delta", add(key, delta));
        assertRejected("delta", new Operation.Increment(absent, delta, start, Optional.empty()));

        // Then
        assertThat(read(key)).isEqualTo(before);
        assertThat(there(absent)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "-",
                "--1",
                "01",
                "-01",
                "00",
                "+1",
                "-0",
                " 1",
                "1 ",
                "1\n",
                "1.0",
                "1e3",
                "1,000",
                "1_000",
                "0x1",
                "1\u0000",
                "\u0661",
                "\uff11",
                "\u22121",
                "NaN",
                "9223372036854775808",
                "-9223372036854775809",
                "12345678901234567890",
                "100000000000000000000000000000"
            })
    void refusesAValueThatIsNoNumberAndChangesNothing(String text) {
        // Given
        var key = key("a");
        put(key, text);
        var before = read(key);

        // When
        assertRejected("key", add(key, 1));
        assertRejected("key", add(key, 0));

        // Then
        assertThat(read(key)).isEqualTo(before);
    }

    @Test
    void refusesBytesThatAreNoNumberAndChangesNothing() {
        // Given
        var key = key("a");
        var large = key("large");
        await(basic().set(key, new Value(ByteString.fromHex("ff31")), soon()));
        await(basic().set(large, random(1 << 20, 1), soon()));
        var before = List.of(read(key), read(large));

        // When
        assertRejected("key", add(key, 1));
        assertRejected("key", add(large, 1));

        // Then
        assertThat(List.of(read(key), read(large))).isEqualTo(before);
    }

    @Test
    void letsACounterExpireThatItCreates() {
        // Given
        assumeHas(KeyValueTtl.class);
        var key = key("a");

        // When
        run(add(key, 1, LONG));
        var first = read(key).orElseThrow();
        run(add(key, 1, LONG.multipliedBy(5)));
        run(add(key, 1));

        // Then
        assertThat(first.expiresAt()).isPresent();
        assertThat(read(key).orElseThrow().expiresAt()).isEqualTo(first.expiresAt());
        assertThat(await(ttl().ttl(key, soon())))
                .isInstanceOfSatisfying(
                        TimeToLive.Left.class,
                        left -> assertThat(left.left())
                                .isLessThanOrEqualTo(LONG)
                                .isGreaterThan(LONG.minusSeconds(20)));
    }

    @Test
    void keepsACounterForEverThatNeverExpired() {
        // Given
        assumeHas(KeyValueTtl.class);
        var key = key("a");
        put(key, "41");

        // When
        run(add(key, 1, LONG));

        // Then
        assertThat(await(ttl().ttl(key, soon()))).isEqualTo(new TimeToLive.Forever());
        assertReads(key, value("42"));
    }

    @Test
    void startsAnewOnceItHasExpired() {
        // Given
        assumeHas(KeyValueTtl.class);
        var key = key("a");
        var noNumber = key("b");
        var version = run(add(key, 41, SHORT)).version();
        put(noNumber, "abc", SHORT);

        // When
        eventually().until(() -> !there(key) && !there(noNumber));
        var count = run(new Operation.Increment(key, 1, 10, Optional.empty()));

        // Then
        assertThat(count.value()).isEqualTo(11);
        assertThat(count.version()).isNotEqualTo(version);
        assertThat(await(ttl().ttl(key, soon()))).isEqualTo(new TimeToLive.Forever());
        assertThat(run(add(noNumber, 1)).value()).isEqualTo(1);
    }

    @Test
    void sumsExactlyWhatManyCallersAdd() {
        // Given
        var key = key("a");

        // When
        var counts = atOnce(64, _ -> {
            var mine = new ArrayList<Count>();
            repeat(5, _ -> mine.add(run(add(key, 1))));
            return mine;
        });

        // Then
        var all = counts.stream().flatMap(List::stream).toList();
        assertThat(all.stream().mapToLong(Count::value).sorted().toArray())
                .isEqualTo(LongStream.rangeClosed(1, all.size()).toArray());
        assertThat(new HashSet<>(all.stream().map(Count::version).toList())).hasSameSizeAs(all);
        assertReads(key, value("" + all.size()));
    }

    @Test
    void startsFromTheInitialNumberOnceWhenManyCreateIt() {
        // Given
        var keys = LongStream.range(0, 50).mapToObj(i -> key("k" + i)).toList();

        // When
        inRounds(
                50,
                8,
                (round, caller) -> run(new Operation.Increment(keys.get(round), caller, 1000, Optional.empty())));

        // Then
        keys.forEach(key -> assertReads(key, value("" + (1000 + 8 * 7 / 2))));
    }

    @Test
    void doesNothingBeforeItIsSubscribedTo() {
        // Given
        var key = key("a");

        // When
        var call = counter().increment(add(key, 1), soon());

        // Then
        assertThat(there(key)).isFalse();
        assertThat(await(call).value()).isEqualTo(1);
        assertThat(await(call).value()).isEqualTo(2);
    }

    @Test
    void refusesACallWhoseDeadlineIsOverAndDoesNothing() {
        // Given
        var key = key("late");
        var kept = key("kept");
        put(kept, "1");

        // When, Then
        assertLate(counter().increment(add(key, 1), over()), counter().increment(add(kept, 1), over()));
        assertThat(there(key)).isFalse();
        assertReads(kept, value("1"));
    }

    private Count run(Operation.Increment increment) {
        return await(counter().increment(increment, soon()));
    }

    private void assertRejected(String field, Operation.Increment increment) {
        assertThatThrownBy(() -> run(increment))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.field()).isEqualTo(field));
    }
}
