// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** 6 MiB for all calls: 1 for bodies, 3 for reading, 2 for answers. */
class CallMemoryTest {

    private static final int MIB = 1 << 20;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Budgets budgets = new Budgets(6 * MIB);

    @Test
    void bodiesAreRefusedAtOnceWhenOthersTakeAll() {
        // Given
        CallMemory first = call(LONG);
        first.arrives(MIB - 1);

        // When
        CallMemory second = call(LONG);
        CallMemory small = call(LONG);

        // Then
        isBusy(() -> second.arrives(MIB - 1));
        small.arrives(64 * 1024);
        second.end();
        small.end();
        first.end();
        call(LONG).arrives(MIB - 1);
    }

    @Test
    void readersWaitForOthers() {
        // Given
        CallMemory first = call(LONG);
        first.reads(MIB);

        // When
        CallMemory second = call(LONG);
        var waiting = CompletableFuture.runAsync(() -> second.reads(MIB));

        // Then
        isBusy(() -> call(Duration.ofMillis(10)).reads(1));
        assertThat(waiting).isNotDone();
        first.end();
        assertThat(waiting).succeedsWithin(LONG);
    }

    @Test
    void whatIsReadAfterSomethingLargerTakesNoMore() {
        // Given
        CallMemory first = call(LONG);
        first.reads(5_000);

        // When
        first.reads(5_000);
        first.reads(100);

        // Then
        call(Duration.ofMillis(10)).reads(5_000);
    }

    @Test
    void answersAreBounded() {
        // Given
        CallMemory first = call(LONG);
        first.answers(300_000);

        // Then
        RegistryException refused =
                catchThrowableOfType(RegistryException.class, () -> call(LONG).answers(400_000));
        assertThat(refused.code()).isEqualTo(ErrorCode.SCHEMA_TOO_LARGE);
        assertThat(refused).hasMessageContaining("349525 characters");
        isBusy(() -> call(Duration.ofMillis(10)).answers(100_000));
        call(Duration.ofMillis(10)).answers(10_000);
        first.end();
        call(Duration.ofMillis(10)).answers(100_000);
    }

    @Test
    void isHeldUntilTheAnswerIsSentAndTheThreadHasEnded() {
        // Given
        MemoryReservation held = new MemoryReservation();
        assertThat(held.join()).isTrue();
        CallMemory call = new CallMemory(budgets, LONG, held);
        int all = budgets.working().free();
        call.reads(1_000);
        int taken = budgets.working().free();

        // Then
        assertThat(taken).isLessThan(all);
        held.leave();
        assertThat(budgets.working().free()).isEqualTo(taken);
        call.end();
        assertThat(budgets.working().free()).isEqualTo(all);
        assertThat(held.join()).isFalse();
    }

    @Test
    void whoIsInterruptedStopsWaiting() {
        // Given
        call(LONG).reads(MIB);
        var refused = new CompletableFuture<Boolean>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            isBusy(() -> call(LONG).reads(MIB));
            refused.complete(Thread.currentThread().isInterrupted());
        });

        // When
        Awaitility.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        waiting.interrupt();

        // Then
        assertThat(refused).succeedsWithin(LONG).isEqualTo(true);
    }

    /** What one amount for everything fails: see ADR 20. */
    @Test
    void whoHasArrivedIsServedHoweverMuchOthersSend() {
        // Given
        Duration wait = Duration.ofSeconds(2);
        List<CallMemory> arrived = new ArrayList<>();
        try {
            while (arrived.size() < 1_000) {
                CallMemory next = call(wait);
                arrived.add(next);
                next.arrives(100 * 1024);
            }
        } catch (RegistryException full) {
            assertThat(full.code()).isEqualTo(ErrorCode.BUSY);
        }

        // When
        List<CompletableFuture<Void>> read = arrived.stream()
                .limit(arrived.size() - 1)
                .map(call -> CompletableFuture.runAsync(
                        () -> {
                            call.reads(10_000);
                            call.end();
                        },
                        Thread::startVirtualThread))
                .toList();

        // Then
        assertThat(read)
                .hasSizeGreaterThan(5)
                .allSatisfy(call -> assertThat(call).succeedsWithin(LONG));
    }

    private CallMemory call(Duration wait) {
        return new CallMemory(budgets, wait, new MemoryReservation());
    }

    private static void isBusy(ThrowingCallable take) {
        RegistryException refused = catchThrowableOfType(RegistryException.class, take);
        assertThat(refused.code()).isEqualTo(ErrorCode.BUSY);
    }
}
