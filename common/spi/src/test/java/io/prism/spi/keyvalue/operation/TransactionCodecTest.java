// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionCodecTest {

    private static final Version VERSION = new Version("v1");
    private static final Instant MOMENT = Instant.ofEpochMilli(1_700_000_000_123L);

    static List<Result> results() {
        return List.of(
                new Result.Written(VERSION),
                new Result.Written(new Version("~".repeat(64))),
                new Result.Deleted(true),
                new Result.Deleted(false),
                new Result.Read(Optional.empty()),
                new Result.Read(Optional.of(entry("k", Value.EMPTY, Optional.empty()))),
                new Result.Read(Optional.of(entry("a\u0000b\ud83d\ude00\uffff", everyByte(), Optional.of(MOMENT)))),
                new Result.Read(Optional.of(entry("k".repeat(Key.MAX_BYTES), large(), Optional.of(Instant.EPOCH)))),
                new Result.Compared(new Comparison(true, Optional.of(VERSION))),
                new Result.Compared(new Comparison(true, Optional.empty())),
                new Result.Compared(new Comparison(false, Optional.of(VERSION))),
                new Result.Compared(new Comparison(false, Optional.empty())),
                new Result.Counted(new Count(Long.MIN_VALUE, VERSION)),
                new Result.Counted(new Count(Long.MAX_VALUE, VERSION)),
                new Result.Counted(new Count(-1, VERSION)),
                new Result.Expiring(true),
                new Result.Expiring(false),
                new Result.Persisted(new TimeToLive.Absent()),
                new Result.Persisted(new TimeToLive.Forever()),
                new Result.Persisted(new TimeToLive.Left(Duration.ofMillis(1))),
                new Result.Persisted(new TimeToLive.Left(Duration.ofDays(365 * 200L))));
    }

    @ParameterizedTest
    @MethodSource("results")
    void readsBackEveryKindOfResult(Result result) {
        // Given
        var transaction = new Transaction(true, List.of(result));

        // When
        var decoded = TransactionCodec.decode(TransactionCodec.encode(transaction));

        // Then
        assertThat(decoded).isEqualTo(transaction);
    }

    @Test
    void readsBackTransactionsOfAnyLength() {
        // Given
        var none = new Transaction(false, List.of());
        var all = new Transaction(false, results());

        // When
        var decoded = List.of(
                TransactionCodec.decode(TransactionCodec.encode(none)),
                TransactionCodec.decode(TransactionCodec.encode(all)));

        // Then
        assertThat(decoded).containsExactly(none, all);
    }

    @Test
    void keepsToTheFormatThatIsOnDisks() {
        // Given
        var transaction = new Transaction(
                true,
                List.of(
                        new Result.Written(VERSION),
                        new Result.Deleted(true),
                        new Result.Read(
                                Optional.of(entry("k", new Value(ByteString.copyFromUtf8("xy")), Optional.of(MOMENT)))),
                        new Result.Compared(new Comparison(false, Optional.empty())),
                        new Result.Counted(new Count(-2, VERSION)),
                        new Result.Expiring(false),
                        new Result.Persisted(new TimeToLive.Left(Duration.ofMillis(258)))));

        // When
        byte[] bytes = TransactionCodec.encode(transaction);

        // Then
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("01" + "01" + "00000007"
                        + "01" + "00027631"
                        + "02" + "01"
                        + "03" + "01" + "00000001" + "6b" + "00000002" + "7879" + "00027631" + "0000018bcfe5687b"
                        + "04" + "00" + "0000"
                        + "05" + "fffffffffffffffe" + "00027631"
                        + "06" + "00"
                        + "07" + "0000000000000102");
    }

    @Test
    void refusesAnOutcomeThatIsCutOffAnywhere() {
        // Given
        var transaction = new Transaction(
                true,
                results().stream()
                        .filter(result -> TransactionCodec.encode(new Transaction(true, List.of(result))).length < 500)
                        .toList());
        byte[] bytes = TransactionCodec.encode(transaction);

        for (int length = 0; length < bytes.length; length++) {
            // When
            byte[] cut = Arrays.copyOf(bytes, length);

            // Then
            assertThatThrownBy(() -> TransactionCodec.decode(cut))
                    .as("the first %d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("outcome of a transaction");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 127, 255})
    void refusesAFormatThatItDoesNotKnow(int format) {
        // Given
        byte[] bytes = TransactionCodec.encode(new Transaction(true, List.of(new Result.Deleted(true))));

        // When
        bytes[0] = (byte) format;

        // Then
        assertThatThrownBy(() -> TransactionCodec.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("outcome of a transaction in unknown format " + format);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 255})
    void refusesATagThatItDoesNotKnow(int tag) {
        // Given
        byte[] bytes = TransactionCodec.encode(new Transaction(true, List.of(new Result.Deleted(true))));

        // When
        bytes[6] = (byte) tag;

        // Then
        assertThatThrownBy(() -> TransactionCodec.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown tag " + tag);
    }

    @Test
    void refusesLengthsThatAreNotThere() {
        // Given: a key of two gibibytes, one of less than nothing, and two thousand million results.
        byte[] huge = read(Integer.MAX_VALUE);
        byte[] negative = read(-1);
        byte[] many = ByteBuffer.allocate(6)
                .put((byte) 1)
                .put((byte) 1)
                .putInt(2_000_000_000)
                .array();

        // When, Then
        List.of(huge, negative, many)
                .forEach(bytes -> assertThatThrownBy(() -> TransactionCodec.decode(bytes))
                        .isInstanceOf(IllegalArgumentException.class));
    }

    @Property(tries = 2000)
    void readsBackWhateverWasWritten(@ForAll("transactions") Transaction transaction) {
        assertThat(TransactionCodec.decode(TransactionCodec.encode(transaction)))
                .isEqualTo(transaction);
    }

    @Provide
    Arbitrary<Transaction> transactions() {
        return Combinators.combine(
                        Arbitraries.of(true, false), anyResult().list().ofMaxSize(20))
                .as(Transaction::new);
    }

    private static Arbitrary<Result> anyResult() {
        var versions = Arbitraries.strings()
                .withCharRange('!', '~')
                .ofMinLength(1)
                .ofMaxLength(64)
                .map(Version::new);
        var flags = Arbitraries.of(true, false);
        return Arbitraries.oneOf(
                versions.map(Result.Written::new),
                flags.map(Result.Deleted::new),
                entries(versions).optional().map(Result.Read::new),
                Combinators.combine(flags, versions.optional())
                        .as((matched, version) -> new Result.Compared(new Comparison(matched, version))),
                Combinators.combine(Arbitraries.longs(), versions)
                        .as((value, version) -> new Result.Counted(new Count(value, version))),
                flags.map(Result.Expiring::new),
                Arbitraries.oneOf(
                                Arbitraries.just(new TimeToLive.Absent()),
                                Arbitraries.just(new TimeToLive.Forever()),
                                Arbitraries.longs()
                                        .between(1, 1L << 50)
                                        .map(millis -> new TimeToLive.Left(Duration.ofMillis(millis))))
                        .map(Result.Persisted::new));
    }

    private static Arbitrary<Entry> entries(Arbitrary<Version> versions) {
        // Whole code points: half of a surrogate pair cannot be in a key.
        var keys = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .list()
                .ofMinSize(1)
                .ofMaxSize(Key.MAX_BYTES / 4)
                .map(points -> new Key(points.stream().map(Character::toString).reduce("", String::concat)));
        var values = Arbitraries.bytes().array(byte[].class).map(bytes -> new Value(ByteString.copyFrom(bytes)));
        var moments = Arbitraries.longs().between(0, 1L << 45).map(Instant::ofEpochMilli);
        return Combinators.combine(keys, values, versions, moments.optional()).as(Entry::new);
    }

    private static Entry entry(String key, Value value, Optional<Instant> expiresAt) {
        return new Entry(new Key(key), value, VERSION, expiresAt);
    }

    private static Value everyByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return new Value(ByteString.copyFrom(all));
    }

    /** Longer than a two-byte length can say. */
    private static Value large() {
        return new Value(ByteString.copyFrom(new byte[100_000]));
    }

    /** An outcome of one read whose key claims to have a length. */
    private static byte[] read(int keyLength) {
        return ByteBuffer.allocate(20)
                .put((byte) 1)
                .put((byte) 1)
                .putInt(1)
                .put((byte) 3)
                .put((byte) 1)
                .putInt(keyLength)
                .array();
    }
}
