// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.protobuf.ByteString;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.Conflict;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.prism.spi.keyvalue.operation.Transaction;
import io.prism.testkit.CoversInterface;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link KeyValueIdempotency} must do. Never weaken it for one backend. */
@CoversInterface("idempotency")
public abstract class KeyValueIdempotencyContract extends KeyValueContract {

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    @Test
    void answersARepetitionAlikeAndWritesNothing() {
        // Given
        var first = execute("t", set(key("a"), "one"), add(key("n"), 1), get(key("a")));
        var before = List.of(read(key("a")), read(key("n")));

        // When
        var second = execute("t", set(key("a"), "one"), add(key("n"), 1), get(key("a")));

        // Then
        assertThat(first.committed()).isTrue();
        assertThat(second).isEqualTo(first);
        assertThat(List.of(read(key("a")), read(key("n")))).isEqualTo(before);
        assertReads(key("n"), value("1"));
    }

    @Test
    void answersTheFirstOutcomeAlsoWhenOthersChangedTheKeyMeanwhile() {
        // Given
        var first = execute("t", set(key("a"), "one"), create(key("b"), "one"), get(key("a")));
        var changed = put(key("a"), "by others");
        await(basic().delete(key("b"), soon()));

        // When
        var second = execute("t", set(key("a"), "one"), create(key("b"), "one"), get(key("a")));

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(read(key("a"))).contains(new Entry(key("a"), value("by others"), changed, Optional.empty()));
        assertThat(there(key("b"))).isFalse();
    }

    @Test
    void answersEveryKindOfResultAlike() {
        // Given
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        var odd = key("a\u0000b\ud83d\ude00\uffff");
        var version = put(key("swapped"), "one");
        await(basic().set(odd, new Value(ByteString.copyFrom(all)), soon()));
        Operation[] operations = {
            get(odd),
            get(key("absent")),
            delete(key("absent")),
            set(key("set"), Value.EMPTY),
            get(key("set")),
            delete(key("set")),
            create(key("created"), "one"),
            swap(key("swapped"), version, "two"),
            remove(key("swapped"), version),
        };

        // When
        var first = execute("t", operations);
        var second = execute("t", operations);

        // Then
        assertThat(first.committed()).isFalse();
        assertThat(first.results()).hasSize(9);
        assertThat(first.results().getFirst()).isEqualTo(new Result.Read(read(odd)));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void answersExpiriesAlike() {
        // Given
        assumeHas(KeyValueTtl.class);
        put(key("expiring"), "one", Duration.ofHours(1));
        put(key("persisted"), "one", Duration.ofHours(1));
        Operation[] operations = {
            get(key("expiring")),
            new Operation.Persist(key("persisted")),
            new Operation.Persist(key("absent")),
            new Operation.Expire(key("persisted"), Duration.ofHours(2)),
            get(key("persisted")),
            add(key("counted"), Long.MIN_VALUE, Duration.ofHours(1)),
        };

        // When
        var first = execute("t", operations);
        var second = execute("t", operations);

        // Then
        assertThat(first.committed()).isTrue();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void remembersALargeOutcome() {
        // Given
        var key = key("large");
        await(basic().set(key, random(1 << 20, 1), soon()));

        // When
        var first = execute("t", get(key), add(key("n"), 1));
        await(basic().delete(key, soon()));
        var second = execute("t", get(key), add(key("n"), 1));

        // Then
        assertThat(first.results()).hasSize(2);
        assertThat(second).isEqualTo(first);
        assertReads(key("n"), value("1"));
    }

    @Test
    void remembersAMismatchToo() {
        // Given
        put(key("a"), "one");
        var first = execute("t", add(key("n"), 1), create(key("a"), "two"));

        // When
        await(basic().delete(key("a"), soon()));
        var second = execute("t", add(key("n"), 1), create(key("a"), "two"));

        // Then
        assertThat(first.committed()).isFalse();
        assertThat(second).isEqualTo(first);
        assertThat(there(key("a"))).isFalse();
        assertThat(there(key("n"))).isFalse();
    }

    @Test
    void doesNotRememberAFailure() {
        // Given
        put(key("n"), "abc");
        assertThatThrownBy(() -> execute("t", set(key("a"), "one"), add(key("n"), 1)))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.field()).isEqualTo("operations[1].key"));
        boolean undone = !there(key("a"));

        // When
        put(key("n"), "41");
        var second = execute("t", set(key("a"), "one"), add(key("n"), 1));

        // Then
        assertThat(undone).isTrue();
        assertThat(second.committed()).isTrue();
        assertReads(key("n"), value("42"));
    }

    @Test
    void refusesATokenThatWasUsedForAnotherRequest() {
        // Given
        var first = execute("t", add(key("n"), 1));

        // When
        var other = once().executeOnce(
                        List.of(add(key("n"), 5)), new IdempotencyToken(token("t"), "another request", WINDOW), soon());

        // Then
        assertThatThrownBy(() -> await(other)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> await(other)).isInstanceOf(Conflict.class);
        assertReads(key("n"), value("1"));
        assertThat(execute("t", add(key("n"), 1))).isEqualTo(first);
    }

    @Test
    void keepsTokensApart() {
        // Given
        var tokens = Stream.of(
                        "t",
                        "T",
                        "t ",
                        " t",
                        "t%",
                        "_",
                        "*",
                        "'; --",
                        "\"\\",
                        "a:b/c",
                        "!#$&()+,-.;<=>?@[]^`{|}~",
                        "x".repeat(IdempotencyToken.TOKEN_CHARS_MAX - prefix().length()),
                        "x".repeat(IdempotencyToken.TOKEN_CHARS_MAX - prefix().length() - 1) + "y")
                .toList();

        // When
        var first =
                tokens.stream().map(token -> execute(token, add(key("n"), 1))).toList();
        var second =
                tokens.stream().map(token -> execute(token, add(key("n"), 1))).toList();

        // Then
        assertThat(new HashSet<>(first)).hasSameSizeAs(tokens);
        assertThat(second).isEqualTo(first);
        assertReads(key("n"), value("" + tokens.size()));
    }

    @Test
    void keepsTokensOfKeyspacesApart() {
        // Given
        Keyspace other = freshKeyspace();
        assumeThat(other).as("another keyspace").isNotEqualTo(keyspace());
        var theirs = opened().as(KeyValueIdempotency.class, other).orElseThrow();
        var request = new IdempotencyToken(token("t"), "theirs", WINDOW);

        // When
        var ours = execute("t", add(key("n"), 1));
        var first = await(theirs.executeOnce(List.of(add(key("n"), 5)), request, soon()));
        var second = await(theirs.executeOnce(List.of(add(key("n"), 5)), request, soon()));

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(execute("t", add(key("n"), 1))).isEqualTo(ours);
        assertReads(key("n"), value("1"));
        assertThat(await(opened().as(KeyValueBasic.class, other).orElseThrow().get(key("n"), soon()))
                        .map(Entry::value))
                .contains(value("5"));
    }

    @Test
    void showsNoRecordAmongTheKeysAndKeepsItWhenSuchAKeyIsDeleted() {
        // Given
        var token = new Key(token("t"));
        var first = execute("t", add(key("n"), 1));

        // When
        boolean shown = there(token);
        boolean deleted = await(basic().delete(token, soon()));
        put(token, "mine");
        var second = execute("t", add(key("n"), 1));

        // Then
        assertThat(shown || deleted).isFalse();
        assertThat(second).isEqualTo(first);
        assertReads(token, value("mine"));
    }

    @Test
    void neitherListsNorCountsRecords() {
        // Given
        assumeHas(KeyValueScan.class);

        // When
        execute("t", add(key("n"), 1));

        // Then
        var page = await(scan().scanKeys(new Range(prefix(), Optional.empty()), new Bound(10, 1 << 20), soon()));
        assertThat(page.items()).containsExactly(key("n"));
        assertThat(await(scan().count(prefix(), soon()))).isEqualTo(1);
    }

    @Test
    void forgetsAnOutcomeOnceItsWindowIsOverHoweverOftenItWasAskedFor() {
        // Given
        var request = new IdempotencyToken(token("t"), "request", SHORTEST);
        long start = System.nanoTime();
        var first = await(once().executeOnce(List.of(add(key("n"), 1)), request, soon()));

        // When
        eventually()
                .until(() -> !await(once().executeOnce(List.of(add(key("n"), 1)), request, soon()))
                        .equals(first));
        var lived = Duration.ofNanos(System.nanoTime() - start);

        // Then
        assertThat(lived).isGreaterThan(SHORTEST.minusMillis(50));
        assertReads(key("n"), value("2"));
    }

    @Test
    void takesAnotherRequestOnceTheWindowIsOver() {
        // Given
        await(once().executeOnce(List.of(add(key("n"), 1)), new IdempotencyToken(token("t"), "one", SHORTEST), soon()));
        var other =
                once().executeOnce(List.of(add(key("n"), 10)), new IdempotencyToken(token("t"), "two", WINDOW), soon());

        // When
        eventually().ignoreException(Conflict.class).until(() -> await(other).committed());

        // Then
        assertReads(key("n"), value("11"));
    }

    @Test
    void doesWhatManyCallersAskForAtOnceOnce() {
        // Given
        var key = key("n");

        // When
        var answers = inRounds(20, 32, (round, _) -> execute("t" + round, add(key, 1), get(key)));

        // Then
        IntStream.range(0, 20)
                .forEach(round -> assertThat(answers.stream().map(answer -> answer.get(round)))
                        .containsOnly(answers.getFirst().get(round)));
        assertThat(new HashSet<>(answers.getFirst())).hasSize(20);
        assertReads(key, value("20"));
    }

    @Test
    void doesOneOfManyRequestsThatUseOneTokenAtOnce() {
        // Given
        var key = key("n");

        // When
        var done = inRounds(20, 8, (round, caller) -> {
            try {
                var request = new IdempotencyToken(token("t" + round), "request " + caller, WINDOW);
                return await(once().executeOnce(List.of(add(key, 1)), request, soon()))
                        .committed();
            } catch (Conflict used) {
                return false;
            }
        });

        // Then
        IntStream.range(0, 20)
                .forEach(round -> assertThat(done.stream().filter(answer -> answer.get(round)))
                        .hasSize(1));
        assertReads(key, value("20"));
    }

    @Test
    void doesNothingBeforeItIsSubscribedTo() {
        // Given
        var request = new IdempotencyToken(token("t"), "request", WINDOW);

        // When
        var call = once().executeOnce(List.of(add(key("n"), 1)), request, soon());

        // Then
        assertThat(there(key("n"))).isFalse();
        assertThat(await(call)).isEqualTo(await(call));
        assertReads(key("n"), value("1"));
    }

    @Test
    void refusesACallWhoseDeadlineIsOverAndRemembersNothing() {
        // Given
        var request = new IdempotencyToken(token("t"), "request", WINDOW);

        // When, Then
        assertLate(once().executeOnce(List.of(add(key("n"), 5)), request, over()));
        assertThat(there(key("n"))).isFalse();
        execute("t", add(key("n"), 1));
        assertReads(key("n"), value("1"));
    }

    private Transaction execute(String token, Operation... operations) {
        return await(
                once().executeOnce(List.of(operations), new IdempotencyToken(token(token), "request", WINDOW), soon()));
    }

    /** A token that no other test uses. */
    private String token(String name) {
        return prefix() + name;
    }
}
