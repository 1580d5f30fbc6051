// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerWheelTest {

    private final DefaultEventLoopGroup loops = new DefaultEventLoopGroup(1);
    private final EventLoop loop = loops.next();
    private final TimerWheel wheel = new TimerWheel(loop);
    private final Queue<Alarm> expired = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        var _ = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void expiresNothingEarlyAndEverythingSoon()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Random random = new Random(3);
        List<Alarm> alarms = new ArrayList<>();

        // When
        onLoop(() -> {
            for (int i = 0; i < 5_000; i++) {
                Alarm alarm = new Alarm(System.nanoTime() + random.nextInt(400_000_000));
                alarms.add(alarm);
                wheel.set(alarm, alarm.due);
            }
        });

        // Then
        Awaitility.await().until(() -> expired.size() == alarms.size());
        assertThat(expired)
                .allSatisfy(alarm -> assertThat(alarm.came - alarm.due)
                        .isBetween(0L, Duration.ofSeconds(1).toNanos()));
    }

    @Test
    void forgetsWhatIsClearedAndKeepsWhatIsSetAnew()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Alarm cleared = new Alarm(System.nanoTime() + Duration.ofMillis(20).toNanos());
        Alarm later = new Alarm(System.nanoTime() + Duration.ofMillis(150).toNanos());

        // When
        onLoop(() -> {
            wheel.set(cleared, cleared.due);
            wheel.set(later, cleared.due);
            wheel.set(later, later.due);
            wheel.clear(cleared);
            wheel.clear(cleared);
        });

        // Then
        Awaitility.await().until(() -> !expired.isEmpty());
        assertThat(expired).containsExactly(later);
        assertThat(later.came - later.due).isNotNegative();
    }

    @Test
    void expiresWhatLiesMoreThanATurnAhead()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Alarm far = new Alarm(System.nanoTime() + Duration.ofMillis(5_500).toNanos());

        // When
        onLoop(() -> wheel.set(far, far.due));

        // Then
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !expired.isEmpty());
        assertThat(far.came - far.due).isBetween(0L, Duration.ofSeconds(1).toNanos());
    }

    @Test
    void letsWhatExpiresClearItsNeighbours()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        long due = System.nanoTime() + Duration.ofMillis(30).toNanos();
        List<Alarm> neighbours = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            neighbours.add(new Alarm(due));
        }

        // When
        onLoop(() -> neighbours.forEach(alarm -> {
            alarm.then = () -> neighbours.forEach(wheel::clear);
            wheel.set(alarm, due);
        }));

        // Then
        Awaitility.await().until(() -> !expired.isEmpty());
        Alarm next = new Alarm(System.nanoTime() + Duration.ofMillis(30).toNanos());
        onLoop(() -> wheel.set(next, next.due));
        Awaitility.await().until(() -> expired.contains(next));
        assertThat(expired).hasSize(2);
    }

    private void onLoop(Runnable step) throws InterruptedException, ExecutionException {
        loop.submit(step).get();
    }

    private final class Alarm extends TimerWheel.Timed {
        private final long due;
        private volatile long came;
        private Runnable then = () -> {};

        Alarm(long due) {
            this.due = due;
        }

        @Override
        protected void expire() {
            came = System.nanoTime();
            expired.add(this);
            then.run();
        }
    }
}
