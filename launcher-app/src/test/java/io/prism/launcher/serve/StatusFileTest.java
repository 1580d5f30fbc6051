// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.launcher.process.FailureCause;
import io.prism.launcher.process.FailureKind;
import io.prism.launcher.process.ProcessVitals;
import io.prism.launcher.supervise.ProcessState.BackingOff;
import io.prism.launcher.supervise.ProcessState.Running;
import io.prism.launcher.supervise.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatusFileTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void showsALineForEachProcess() {
        // Given
        long pid = ProcessHandle.current().pid();
        Snapshot running = new Snapshot(
                "ns:demo:keyvalue",
                new Running(pid, "unix:/p1.sock", T0),
                true,
                Optional.of(new ProcessVitals(true, OptionalLong.of(42), OptionalLong.of(0), false)),
                T0,
                List.of(),
                new Snapshot.History(0, 3, Optional.empty(), List.of()));
        Snapshot down = new Snapshot(
                "proxy",
                new BackingOff("ended", T0, T0),
                false,
                Optional.empty(),
                T0,
                List.of(),
                new Snapshot.History(
                        1, 0, Optional.of(new FailureCause(FailureKind.PROCESS_CRASHED, "ended\nbadly")), List.of()));

        // When
        List<String> lines = StatusFile.table(List.of(StatusRow.of(running), StatusRow.of(down)), T0.plusSeconds(312))
                .lines()
                .toList();

        // Then
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("UPTIME", "MEMORY", "CALLS");
        assertThat(lines.get(1))
                .matches("ns:demo:keyvalue +running +" + pid + " +5m 12s +3 +\\d+ MiB +42 +unix:/p1.sock +-");
        assertThat(lines.get(2)).matches("proxy +backing-off +- +- +0 +- +- +- +ended badly");
    }

    @Test
    void writesTheTwoLargestUnits() {
        assertThat(StatusRow.uptime(Duration.ofSeconds(9))).isEqualTo("9s");
        assertThat(StatusRow.uptime(Duration.ofHours(76))).isEqualTo("3d 4h");
        assertThat(StatusRow.uptime(Duration.ofMinutes(61))).isEqualTo("1h 1m");
    }
}
