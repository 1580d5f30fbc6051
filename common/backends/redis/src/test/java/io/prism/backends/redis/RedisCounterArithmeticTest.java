// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.operation.Operation;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sums that the script makes of text against those of Java. */
class RedisCounterArithmeticTest extends RedisTest {

    private static final int SUMS = 3000;
    private static final long[] LANDMARKS = {
        0,
        1,
        9_999_999_999L,
        10_000_000_000L,
        10_000_000_001L,
        1L << 53,
        Long.MAX_VALUE,
        922_337_203_6_854_775_000L,
        Long.MIN_VALUE
    };

    @Test
    void areThoseOfJava() {
        // Given
        var server = server();
        var counter = has(KeyValueCounter.class, backend(server));
        var random = new Random(20_26);
        int refused = 0;

        // When, Then
        for (int i = 0; i < SUMS; i++) {
            long a = number(random);
            long b = number(random);
            var expected = sum(a, b);
            var actual = added(counter, new Key("k" + i), a, b);
            assertThat(actual).as("%d + %d", a, b).isEqualTo(expected);
            refused += expected.isEmpty() ? 1 : 0;
        }
        assertThat(refused).isBetween(SUMS / 20, SUMS / 2);
    }

    private static OptionalLong added(KeyValueCounter counter, Key key, long a, long b) {
        try {
            return OptionalLong.of(
                    await(counter.increment(new Operation.Increment(key, b, a, Optional.empty()), soon()))
                            .value());
        } catch (Rejected tooLarge) {
            assertThat(tooLarge.field()).isEqualTo("delta");
            return OptionalLong.empty();
        }
    }

    private static OptionalLong sum(long a, long b) {
        BigInteger sum = BigInteger.valueOf(a).add(BigInteger.valueOf(b));
        return sum.bitLength() < Long.SIZE ? OptionalLong.of(sum.longValueExact()) : OptionalLong.empty();
    }

    /** Of any length, and often near a place where the script has to carry. */
    private static long number(Random random) {
        if (random.nextInt(3) == 0) {
            long near = LANDMARKS[random.nextInt(LANDMARKS.length)] + random.nextInt(5) - 2;
            return random.nextBoolean() ? near : -near;
        }
        return random.nextLong() >> random.nextInt(Long.SIZE);
    }
}
