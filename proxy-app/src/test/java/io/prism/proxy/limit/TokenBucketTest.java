// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final TokenBucket bucket = new TokenBucket(10, now::get);

    @Test
    void givesASecondsWorthAtOnceAndThenTheRate() {
        // When
        int atOnce = takeAll();
        now.addAndGet(Duration.ofMillis(350).toNanos());
        int later = takeAll();

        // Then
        assertThat(atOnce).isEqualTo(10);
        assertThat(later).isEqualTo(3);
    }

    @Test
    void savesUpASecondAndNoMore() {
        // Given
        takeAll();

        // When
        now.addAndGet(Duration.ofHours(5).toNanos());

        // Then
        assertThat(takeAll()).isEqualTo(10);
    }

    @Test
    void isSolventAgainWhenTheDebtIsPaid() {
        // Given
        bucket.spend(30);

        // When
        boolean atOnce = bucket.solvent();
        long owing = bucket.owing(now.get());
        now.addAndGet(owing);

        // Then
        assertThat(atOnce).isFalse();
        assertThat(owing).isEqualTo(Duration.ofSeconds(2).toNanos());
        assertThat(bucket.solvent()).isTrue();
    }

    @Test
    void givesNoTokenTwice() throws InterruptedException {
        // Given
        var large = new TokenBucket(10_000, now::get);
        var taken = new AtomicInteger();
        var done = new CountDownLatch(4);

        // When
        for (int i = 0; i < 4; i++) {
            Thread.ofPlatform().start(() -> {
                while (large.take()) {
                    taken.incrementAndGet();
                }
                done.countDown();
            });
        }
        done.await();

        // Then
        assertThat(taken.get()).isEqualTo(10_000);
    }

    private int takeAll() {
        int taken = 0;
        while (bucket.take()) {
            taken++;
        }
        return taken;
    }
}
