// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightTest {

    private final InFlight inFlight = new InFlight();

    @Test
    void isIdleAtOnceWhenThereIsNoCall() {
        assertThat(inFlight.close().succeeded()).isTrue();
    }

    @Test
    void takesNoCallAfterItWasClosed() {
        // Given
        inFlight.close();

        // When
        boolean taken = inFlight.enter();

        // Then
        assertThat(taken).isFalse();
        assertThat(inFlight.calls()).isZero();
    }

    @Test
    void isIdleWhenTheLastCallHasEnded() {
        // Given
        inFlight.enter();
        inFlight.enter();
        var idle = inFlight.close();

        // When
        inFlight.leave();
        boolean afterTheFirst = idle.isComplete();
        inFlight.leave();

        // Then
        assertThat(afterTheFirst).isFalse();
        assertThat(idle.succeeded()).isTrue();
    }

    @Test
    void answersEveryoneWhoWaitsForItsEnd() {
        // Given
        inFlight.enter();
        var first = inFlight.close();
        var second = inFlight.close();

        // When
        inFlight.leave();

        // Then
        assertThat(first.succeeded()).isTrue();
        assertThat(second.succeeded()).isTrue();
    }
}
