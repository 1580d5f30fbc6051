// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.failure.GatewayException.ProcessDown;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BreakersTest {

    private static final SocketAddress HERE = SocketAddress.domainSocketAddress("/here");
    private static final SocketAddress THERE = SocketAddress.domainSocketAddress("/there");

    private long now = Long.MAX_VALUE - 1_000;
    private final Breakers breakers = new Breakers(() -> now);

    @Test
    void opensWhenConnectionsFailAgainAndAgain() {
        // When
        fail(Breakers.FAILURES_MOST - 1);
        boolean before = leave(HERE);
        pass(Breakers.FAILS_FOR);
        fail(1);

        // Then
        assertThat(before).isTrue();
        assertThat(leave(HERE)).isFalse();
        assertThat(leave(THERE)).isTrue();
    }

    @Test
    void staysClosedForAMomentSinceAnotherProcessMayFollow() {
        // When
        fail(100);

        // Then
        assertThat(leave(HERE)).isTrue();
    }

    @Test
    void staysClosedWhenSomethingIsAnsweredInBetween() {
        // When
        for (int i = 0; i < 100; i++) {
            pass(Breakers.FAILS_FOR);
            fail(Breakers.FAILURES_MOST - 1);
            breakers.answered(HERE);
        }

        // Then
        assertThat(leave(HERE)).isTrue();
    }

    @Test
    void opensAtOnceForAProcessThatIsSilent() {
        // When
        breakers.silent(HERE);

        // Then
        assertThat(leave(HERE)).isFalse();
    }

    @Test
    void letsOneCallTryWhenItsTimeIsOver() {
        // Given
        breakers.silent(HERE);

        // When
        pass(Breakers.FIRST_WAIT);
        boolean first = leave(HERE);
        boolean second = leave(HERE);

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
    }

    @Test
    void letsAnotherCallTryWhenTheFirstSaysNothing() {
        // Given
        breakers.silent(HERE);
        pass(Breakers.FIRST_WAIT);
        leave(HERE);

        // When
        pass(Breakers.TRY);

        // Then
        assertThat(leave(HERE)).isTrue();
        assertThat(leave(HERE)).isFalse();
    }

    @Test
    void closesWhenATryIsAnswered() {
        // Given
        breakers.silent(HERE);
        pass(Breakers.FIRST_WAIT);
        leave(HERE);

        // When
        breakers.answered(HERE);

        // Then
        assertThat(leave(HERE)).isTrue();
        assertThat(leave(HERE)).isTrue();
    }

    @Test
    void waitsLongerAfterEachTryThatFailsUpToABound() {
        // Given
        breakers.silent(HERE);

        // When
        for (int i = 0; i < 10; i++) {
            pass(Breakers.LONGEST_WAIT);
            assertThat(leave(HERE)).isTrue();
            fail(1);
        }
        pass(Breakers.LONGEST_WAIT.minusNanos(1));
        boolean early = leave(HERE);
        pass(Duration.ofNanos(1));

        // Then
        assertThat(early).isFalse();
        assertThat(leave(HERE)).isTrue();
    }

    @Test
    void saysWhenToTryAgainAndThatNothingWasDone() {
        // Given
        breakers.silent(HERE);
        pass(Duration.ofMillis(300));

        // When
        ProcessDown refused = refusal(HERE);

        // Then
        assertThat(refused).isNotNull();
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(700));
        assertThat(refused.mayHaveHappened()).isFalse();
        assertThat(refused.process()).isEqualTo("ns:a:b");
    }

    @Test
    void knowsOfABoundedNumberOfProcesses() {
        // When
        for (int i = 0; i < 10_000; i++) {
            breakers.silent(SocketAddress.domainSocketAddress("/p" + i));
        }
        pass(Duration.ofHours(1));
        breakers.silent(HERE);

        // Then
        assertThat(leave(HERE)).isFalse();
        assertThat(leave(SocketAddress.domainSocketAddress("/p1"))).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breakers.failed(HERE);
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private boolean leave(SocketAddress address) {
        return refusal(address) == null;
    }

    private @Nullable ProcessDown refusal(SocketAddress address) {
        try {
            breakers.check("ns:a:b", address);
            return null;
        } catch (ProcessDown refused) {
            return refused;
        }
    }
}
