// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.registry.store.StoreException.Unavailable;
import io.prism.registry.store.sql.ConnectionTurns.Call;
import io.prism.registry.store.sql.ConnectionTurns.Reading;
import io.prism.registry.store.sql.ConnectionTurns.Writing;
import io.prism.registry.store.sql.Engine.Bounds;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ConnectionTurnsTest {

    private static final Call HERE = new Writing(".");
    private static final Call THERE = new Writing(".there");
    private static final Call ELSEWHERE = new Writing(".elsewhere");
    private static final Bounds BOUNDS = new Bounds(4, 3, 2, Duration.ofMillis(50));

    private final ConnectionTurns turns = new ConnectionTurns("the database", BOUNDS);

    @Test
    void onlyAFewWriteInOneContext() {
        // Given
        turns.begin(HERE);
        turns.begin(HERE);

        // Then
        assertBusy(HERE);
        turns.begin(THERE);
        turns.end(HERE);
        turns.begin(HERE);
    }

    @Test
    void writersLeaveAConnectionToReaders() {
        // Given
        turns.begin(HERE);
        turns.begin(THERE);
        turns.begin(ELSEWHERE);

        // Then
        assertBusy(THERE);
        turns.begin(new Reading());
        assertBusy(new Reading());
        turns.end(new Reading());
        turns.begin(new Reading());
    }

    @Test
    void whoGivesUpHoldsNothing() {
        // Given
        for (int i = 0; i < 4; i++) {
            turns.begin(new Reading());
        }

        // When
        for (int i = 0; i < 10; i++) {
            assertBusy(HERE);
        }

        // Then
        turns.end(new Reading());
        turns.end(new Reading());
        turns.begin(HERE);
        turns.begin(HERE);
    }

    @Test
    void whoWaitsGetsTheTurnThatEnds() {
        // Given
        var patient = new ConnectionTurns("the database", new Bounds(1, 1, 1, Duration.ofSeconds(30)));
        patient.begin(HERE);

        // When
        var waiting = CompletableFuture.runAsync(() -> patient.begin(HERE), Thread::startVirtualThread);
        assertThat(waiting).isNotDone();
        patient.end(HERE);

        // Then
        Awaitility.await().until(waiting::isDone);
        assertThat(waiting).isCompleted();
    }

    private void assertBusy(Call call) {
        assertThatThrownBy(() -> turns.begin(call))
                .isInstanceOf(Unavailable.class)
                .hasMessage("the database has too much to do: others were at it for 50 ms; try again later");
    }
}
