// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.bench.observe.ProcFiles.Used;
import io.prism.bench.rounds.Cell;
import io.prism.bench.rounds.MadeUp;
import io.prism.bench.rounds.Pace;
import io.prism.bench.rounds.Slice;
import io.prism.bench.rounds.TargetComparison;
import io.prism.bench.target.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BarTest {

    private static final Cell CLOSED = new Cell(Scenario.GET_1K, new Pace.Closed(64, 4));
    private static final Cell OPEN = new Cell(Scenario.GET_1K, new Pace.Open(1_000, 100, 16));

    @Test
    void holdsEveryFigureAgainstWhatWasAsked() {
        // Given a proxy that takes 15 µs a call and half of the throughput, and adds 0.1 ms; embedded adds 0.2 ms;
        // the service takes 12 µs
        List<Slice> slices = List.of(
                closed("alone", 1_000, 0),
                closed("embedded", 700, 0.01),
                closed("process", 500, 0.03),
                open("alone", 300),
                open("embedded", 500),
                open("process", 400));

        // When
        List<String> rows = rows(slices, List.of("alone", "embedded", "process"));

        // Then
        assertThat(rows)
                .containsExactly(
                        "| CPU in the proxy per spliced unary call, µs | 27 | 18 | 10 | 15.0 | met |",
                        "| CPU in the service per spliced unary call, µs | - | 15 | 11 | 12.0 | met |",
                        "| throughput, process placement ÷ service alone | 0.25 | 0.40 | 0.55 | 0.50 | met |",
                        "| throughput, embedded ÷ service alone | - | 0.80 | 0.95 | 0.70 | **missed** |",
                        "| throughput, process placement ÷ embedded | - | 0.50 | - | 0.71 | met |",
                        "| added p50 at 1,000 calls/s over 16 connections, process, ms | 0.52 | 0.35 | 0.20 | 0.10 |"
                                + " met, and the aim |",
                        "| added p50 there, embedded, ms | - | 0.10 | 0.03 | 0.20 | **missed** |");
    }

    @Test
    void saysWhatWasNotMeasured() {
        // Given
        List<Slice> slices = List.of(closed("alone", 1_000, 0), open("alone", 300));

        // Then
        assertThat(rows(slices, List.of("alone"))).hasSize(7).allMatch(row -> row.endsWith("| - | not measured |"));
    }

    @Test
    void aShortRunIsNotJudged() {
        // Given
        List<Slice> slices = List.of(closed("alone", 1_000, 0), closed("process", 500, 0.03));

        // Then
        assertThat(Bar.table(TargetComparison.of(slices, List.of("alone", "process")), false)
                        .markdown())
                .contains("| 0.50 | not judged |")
                .doesNotContain("met", "missed");
    }

    private static List<String> rows(List<Slice> slices, List<String> targets) {
        return Bar.table(TargetComparison.of(slices, targets), true)
                .markdown()
                .lines()
                .skip(2)
                .toList();
    }

    private static Slice closed(String target, long ok, double proxySeconds) {
        return MadeUp.slice(
                CLOSED,
                1,
                target,
                MadeUp.sample(ok, 100),
                Map.of("proxy", new Used(proxySeconds, 1), "service", new Used(proxySeconds * 0.8, 1)));
    }

    private static Slice open(String target, long micros) {
        return MadeUp.slice(OPEN, 1, target, micros, Map.of());
    }
}
