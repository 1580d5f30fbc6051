// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue.entries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prism.spi.BackendHealth.State;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.operation.Transaction;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyspaceTableTest {

    private final MemoryQuota room = new MemoryQuota("mem", 1 << 20, 1000);
    private final KeyspaceTable table = new KeyspaceTable(room);

    @Test
    void ordersStringsLikeTheirUtf8Bytes() {
        // Given
        var random = new Random(5);
        int[] points = {0, 'a', 'b', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x1f600, 0x10ffff};
        var texts = IntStream.range(0, 300)
                .mapToObj(_ -> random.ints(random.nextInt(4), 0, points.length)
                        .map(i -> points[i])
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .toList();

        // When
        var sorted = texts.stream().sorted(Utf8Order.ORDER).toList();

        // Then
        assertThat(sorted)
                .isEqualTo(texts.stream()
                        .sorted((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)))
                        .toList());
    }

    @Test
    void sweepsWhatHasExpiredABoundedNumberAtATime() {
        // Given
        IntStream.range(0, 100).forEach(i -> table.put("k" + i, new EntryState(Value.EMPTY, i, 1000 + i), 0));

        // When
        int first = table.sweep(1049, 30);
        int second = table.sweep(1049, 30);
        int third = table.sweep(1049, 30);

        // Then
        assertThat(first).isEqualTo(30);
        assertThat(second).isEqualTo(20);
        assertThat(third).isZero();
        assertThat(room.health().message()).contains("50 keys");
    }

    @Test
    void doesNotSweepWhatWasRewrittenOrPersisted() {
        // Given
        table.put("rewritten", new EntryState(Value.EMPTY, 1, 10), 0);
        table.put("persisted", new EntryState(Value.EMPTY, 2, 10), 0);
        table.put("extended", new EntryState(Value.EMPTY, 3, 10), 0);

        // When
        table.put("rewritten", new EntryState(Value.EMPTY, 4, EntryState.NEVER), 0);
        table.expireAt("persisted", EntryState.NEVER, 0);
        table.expireAt("extended", 1000, 0);

        // Then
        assertThat(table.sweep(500, 100)).isZero();
        assertThat(table.get("rewritten", 500)).isNotNull();
        assertThat(table.get("persisted", 500)).isNotNull();
        assertThat(table.get("extended", 500)).isNotNull();
    }

    @Test
    void sweepsOutcomesThatAreOverABoundedNumberAtATime() {
        // Given
        table.put("k", new EntryState(Value.EMPTY, 1000, 1), 0);
        IntStream.range(0, 50)
                .forEach(i -> table.alone((entries, outcomes) -> {
                    var once = new IdempotencyToken("t" + i, "request", Duration.ofSeconds(1));
                    outcomes.add(new RememberedOutcome(once, new Transaction(true, List.of()), 1000 + i, i));
                    return i;
                }));

        // When
        int first = table.sweep(1019, 11);
        int second = table.sweep(1019, 100);

        // Then
        assertThat(first).isEqualTo(11);
        assertThat(second).isEqualTo(10);
        assertThat(room.health().message()).contains("30 keys").contains("among them: 30");
    }

    @Test
    void replacesAStateOnlyWhileItIsThere() {
        // Given
        var first = new EntryState(Value.EMPTY, 1, EntryState.NEVER);
        var second = new EntryState(Value.EMPTY, 2, 50);
        var third = new EntryState(Value.EMPTY, 3, EntryState.NEVER);

        // When, Then
        assertThat(table.replace("k", first, second, 0)).isFalse();
        assertThat(table.replace("k", null, first, 0)).isTrue();
        assertThat(table.replace("k", null, second, 0)).isFalse();
        assertThat(table.replace("k", first, second, 0)).isTrue();
        assertThat(table.replace("k", first, null, 0)).isFalse();
        assertThat(table.replace("k", first, third, 0)).isFalse();
        assertThat(table.get("k", 0)).isSameAs(second);
        assertThat(table.replace("k", second, null, 0)).isTrue();
        assertThat(table.get("k", 0)).isNull();
        assertThat(table.sweep(100, 10)).isZero();
        assertThat(room.health().message()).contains(" 0 keys");
    }

    @Test
    void countsBackToNothing() {
        // Given
        IntStream.range(0, 50)
                .forEach(i -> table.put("k" + i % 10, new EntryState(Value.EMPTY, i, EntryState.NEVER), 0));

        // When
        IntStream.range(0, 10).forEach(i -> table.remove("k" + i, 0));

        // Then
        assertThat(room.health().state()).isEqualTo(State.UP);
        assertThat(room.health().message()).contains(" 0 keys").contains(" 0 bytes");
    }
}
