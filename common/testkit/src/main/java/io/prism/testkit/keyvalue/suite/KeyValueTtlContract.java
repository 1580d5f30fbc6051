// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.testkit.CoversInterface;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link io.prism.spi.keyvalue.KeyValueTtl} must do. Never weaken it for one backend. */
@CoversInterface("keyvalue_ttl")
public abstract class KeyValueTtlContract extends KeyValueContract {

    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofHours(1);

    /** How far the clocks and the way of a call may move a moment. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private final Clock clock = Clock.systemUTC();

    @Test
    void readsAnEntryThatWillExpire() {
        // Given
        var key = key("a");

        // When
        var version = put(key, "one", LONG);

        // Then
        var entry = read(key).orElseThrow();
        assertThat(entry.value()).isEqualTo(value("one"));
        assertThat(entry.version()).isEqualTo(version);
        assertThat(there(key)).isTrue();
    }

    @Test
    void showsOnReadWhenAnEntryExpiresToTheMillisecond() {
        // Given
        var key = key("a");
        var ttl = Duration.ofMillis(3_600_123);

        // When
        var before = clock.instant();
        put(key, "one", ttl);
        var after = clock.instant();

        // Then
        Instant expiresAt = read(key).flatMap(Entry::expiresAt).orElseThrow();
        assertThat(expiresAt).isEqualTo(expiresAt.truncatedTo(ChronoUnit.MILLIS));
        assertThat(expiresAt)
                .isBetween(before.plus(ttl).minusMillis(50), after.plus(ttl).plusMillis(50));
    }

    @Test
    void endsAnEntryAfterItsTimeAndNotBefore() {
        // Given
        var key = key("a");
        long start = System.nanoTime();

        // When
        put(key, "one", SHORT);
        eventually().until(() -> read(key).isEmpty());
        var lived = Duration.ofNanos(System.nanoTime() - start);

        // Then
        assertThat(lived).isGreaterThanOrEqualTo(SHORT.minusMillis(5));
        assertThat(there(key)).isFalse();
        assertThat(await(ttl().ttl(key, soon()))).isEqualTo(new TimeToLive.Absent());
    }

    @Test
    void neitherDeletesNorExtendsWhatHasExpired() {
        // Given
        var key = key("a");
        put(key, "one", SHORT);

        // When
        eventually().until(() -> !there(key));

        // Then
        assertThat(await(basic().delete(key, soon()))).isFalse();
        assertThat(await(ttl().expire(key, LONG, soon()))).isFalse();
        assertThat(await(ttl().persist(key, soon()))).isEqualTo(new TimeToLive.Absent());
        assertThat(read(key)).isEmpty();
    }

    @Test
    void keepsAnEntryWithoutExpiry() {
        // Given
        var key = key("a");
        var marker = key("marker");

        // When
        put(key, "one");
        put(marker, "one", SHORT);
        eventually().until(() -> !there(marker));

        // Then
        assertThat(read(key).orElseThrow().expiresAt()).isEmpty();
        assertThat(await(ttl().ttl(key, soon()))).isEqualTo(new TimeToLive.Forever());
    }

    @Test
    void dropsTheExpiryWhenWrittenWithoutOne() {
        // Given
        var key = key("a");
        var marker = key("marker");
        put(key, "one", SHORT);

        // When
        put(key, "two");
        put(marker, "one", SHORT);
        eventually().until(() -> !there(marker));

        // Then
        assertReads(key, value("two"));
        assertThat(await(ttl().ttl(key, soon()))).isEqualTo(new TimeToLive.Forever());
    }

    @Test
    void replacesTheExpiryWhenWrittenWithAnother() {
        // Given
        var key = key("a");
        var marker = key("marker");
        put(key, "one", SHORT);

        // When
        put(key, "two", LONG);
        put(marker, "one", SHORT);
        eventually().until(() -> !there(marker));

        // Then
        assertReads(key, value("two"));
    }

    @Test
    void letsARewrittenEntryExpireToo() {
        // Given
        var key = key("a");
        put(key, "one", LONG);

        // When
        put(key, "two", SHORT);

        // Then
        eventually().until(() -> !there(key));
        assertThat(read(key)).isEmpty();
    }

    @Test
    void endsEachEntryAtItsOwnTime() {
        // Given
        var first = key("first");
        var second = key("second");
        var last = key("last");

        // When
        put(last, "one", LONG);
        put(second, "one", Duration.ofMillis(1500));
        put(first, "one", SHORT);

        // Then
        eventually().until(() -> !there(first));
        assertThat(there(second)).isTrue();
        eventually().until(() -> !there(second));
        assertThat(there(last)).isTrue();
    }

    @Test
    void letsAnExistingEntryExpire() {
        // Given
        var key = key("a");
        var version = put(key, "one");

        // When
        boolean existed = await(ttl().expire(key, SHORT, soon()));

        // Then
        assertThat(existed).isTrue();
        assertThat(read(key).map(Entry::version).filter(now -> !now.equals(version)))
                .isEmpty();
        eventually().until(() -> read(key).isEmpty());
    }

    @Test
    void keepsValueAndVersionWhenTheExpiryChanges() {
        // Given
        var key = key("a");
        var version = put(key, "one");

        // When
        await(ttl().expire(key, LONG, soon()));
        var expiring = read(key).orElseThrow();
        await(ttl().persist(key, soon()));

        // Then
        assertThat(expiring.expiresAt()).isPresent();
        assertThat(expiring.version()).isEqualTo(version);
        assertThat(read(key)).contains(new Entry(key, value("one"), version, Optional.empty()));
    }

    @Test
    void endsAnEntryAtOnceWhenItsTimeIsZero() {
        // Given
        var key = key("a");
        put(key, "one");

        // When
        boolean existed = await(ttl().expire(key, Duration.ZERO, soon()));

        // Then
        assertThat(existed).isTrue();
        assertThat(read(key)).isEmpty();
        assertThat(there(key)).isFalse();
        assertThat(await(ttl().expire(key, Duration.ZERO, soon()))).isFalse();
    }

    @Test
    void saysThatAnAbsentKeyCannotExpireOrPersist() {
        // Given
        var key = key("absent");

        // When
        boolean existed = await(ttl().expire(key, LONG, soon()));

        // Then
        assertThat(existed).isFalse();
        assertThat(await(ttl().persist(key, soon()))).isEqualTo(new TimeToLive.Absent());
        assertThat(await(ttl().ttl(key, soon()))).isEqualTo(new TimeToLive.Absent());
        assertThat(there(key)).isFalse();
    }

    @Test
    void saysHowMuchTimeIsLeft() {
        // Given
        var key = key("a");

        // When
        put(key, "one", LONG);

        // Then
        assertLeft(await(ttl().ttl(key, soon())), LONG);
    }

    @Test
    void letsAnEntryLiveForEverAndSaysWhatItsExpiryWas() {
        // Given
        var key = key("a");
        put(key, "one", LONG);

        // When
        var before = await(ttl().persist(key, soon()));

        // Then
        assertLeft(before, LONG);
        assertThat(await(ttl().ttl(key, soon()))).isEqualTo(new TimeToLive.Forever());
        assertThat(await(ttl().persist(key, soon()))).isEqualTo(new TimeToLive.Forever());
    }

    @Test
    void givesAVersionOfItsOwnToEveryWrite() {
        // Given
        var key = key("a");
        put(key, "one", SHORT);
        var first = read(key).map(Entry::version);
        eventually().until(() -> !there(key));

        // When
        var second = put(key, "one", LONG);
        var third = put(key, "one", LONG);

        // Then
        assertThat(first).isNotEqualTo(Optional.of(second));
        assertThat(third).isNotEqualTo(second);
    }

    @Test
    void takesVeryShortAndVeryLongTimes() {
        // Given
        var brief = key("brief");
        var epoch = key("epoch");

        // When
        put(brief, "one", Duration.ofMillis(1));
        put(epoch, "one", Duration.ofDays(365 * 50));

        // Then
        eventually().until(() -> !there(brief));
        assertLeft(await(ttl().ttl(epoch, soon())), Duration.ofDays(365 * 50));
    }

    @Test
    void deletesAnEntryBeforeItExpires() {
        // Given
        var key = key("a");
        put(key, "one", LONG);

        // When
        boolean existed = await(basic().delete(key, soon()));

        // Then
        assertThat(existed).isTrue();
        assertThat(read(key)).isEmpty();
    }

    @Test
    void refusesACallWhoseDeadlineIsOverAndDoesNothing() {
        // Given
        var key = key("late");
        var kept = key("kept");
        put(kept, "one");

        // When, Then
        assertLate(
                ttl().set(key, value("one"), LONG, over()),
                ttl().expire(kept, Duration.ZERO, over()),
                ttl().ttl(kept, over()),
                ttl().persist(kept, over()));
        assertThat(there(key)).isFalse();
        assertThat(await(ttl().ttl(kept, soon()))).isEqualTo(new TimeToLive.Forever());
    }

    private static void assertLeft(TimeToLive ttl, Duration given) {
        assertThat(ttl).isInstanceOfSatisfying(TimeToLive.Left.class, left -> {
            assertThat(left.left()).isLessThanOrEqualTo(given).isGreaterThan(given.minus(SLACK));
            assertThat(left.left().toNanosPart() % 1_000_000).isZero();
        });
    }
}
