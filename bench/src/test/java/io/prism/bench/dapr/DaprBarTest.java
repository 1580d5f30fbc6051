// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.dapr;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.bench.door.BackendFindings;
import io.prism.bench.door.Paths;
import io.prism.bench.observe.ProcFiles.Used;
import io.prism.bench.rounds.Cell;
import io.prism.bench.rounds.MadeUp;
import io.prism.bench.rounds.Pace;
import io.prism.bench.rounds.Slice;
import io.prism.bench.target.Scenario;
import io.prism.bench.target.TargetAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DaprBarTest {

    private static final Pace CLOSED = new Pace.Closed(64, 4);
    private static final Pace OPEN = new Pace.Open(1_000, 100, 16);
    private static final List<TargetAddress> WAYS = Stream.of("dapr", "embedded", "process")
            .map(way -> new TargetAddress(way, "h:1", "n"))
            .toList();

    @Test
    void holdsEveryFigureAgainstDapr() {
        // Given reads with twice the answers, half the time and 0.8 of the latency, writes with 0.8 of the answers, all
        // of
        // the time and the latency
        List<Slice> memory = List.of(
                closed(Scenario.GET_1K, "dapr", 1_000, Map.of("dapr", used(0.08), "proxy", used(9))),
                closed(Scenario.GET_1K, "process", 2_000, ours(0.04)),
                closed(Scenario.SET_1K, "dapr", 1_000, Map.of("dapr", used(0.08))),
                closed(Scenario.SET_1K, "process", 800, ours(0.08)),
                open(Scenario.GET_1K, "dapr", 1_000),
                open(Scenario.GET_1K, "process", 800),
                open(Scenario.SET_1K, "dapr", 1_000),
                open(Scenario.SET_1K, "process", 1_000));

        // When
        List<String> rows = rows(List.of(findings("memory", memory)), true);

        // Then
        assertThat(rows)
                .hasSize(8 + 9)
                .contains(
                        "| memory, get-1k, process: answers/s | 1.3 | 1.8 | 2.00 | met, and the aim |",
                        "| memory, get-1k, process: CPU of all processes a call | 0.75 | - | 0.50 | met |",
                        "| memory, get-1k, process: p50 at 1,000/s | 0.90 | - | 0.80 | met |",
                        "| memory, get-1k, process: p99 at 1,000/s | 0.90 | - | 0.80 | met |",
                        "| memory, set-1k, process: answers/s | 1.3 | 1.8 | 0.80 | **missed** |",
                        "| memory, set-1k, process: CPU of all processes a call | 0.75 | - | 1.00 | **missed** |",
                        "| memory, set-1k, process: p50 at 1,000/s | 0.90 | - | 1.00 | **missed** |",
                        "| redis, get-1k, process: answers/s | 1.3 | 1.8 | - | not measured |");
    }

    @Test
    void aWriteToRedisIsHeldToMoreWhenEmbedded() {
        // Given
        List<Slice> redis = List.of(
                closed(Scenario.SET_1K, "dapr", 1_000, Map.of()), closed(Scenario.SET_1K, "embedded", 1_400, Map.of()));

        // Then
        assertThat(rows(List.of(findings("redis", redis)), true))
                .contains("| redis, set-1k, embedded: answers/s | 1.5 | - | 1.40 | **missed** |");
    }

    @Test
    void processorTimeThatIsNotKnownIsNotMeasured() {
        // Given a system that says nothing of processes
        List<Slice> memory = List.of(
                closed(Scenario.GET_1K, "dapr", 1_000, Map.of()), closed(Scenario.GET_1K, "process", 2_000, Map.of()));

        // Then
        assertThat(rows(List.of(findings("memory", memory)), true))
                .contains("| memory, get-1k, process: CPU of all processes a call | 0.75 | - | - | not measured |");
    }

    @Test
    void aShortRunIsNotJudged() {
        assertThat(rows(List.of(), false)).hasSize(17).allMatch(row -> row.endsWith("| not judged |"));
    }

    private static List<String> rows(List<BackendFindings> findings, boolean judged) {
        return DaprBar.table(findings, judged).markdown().lines().skip(2).toList();
    }

    /** Only the ways that were measured. */
    private static BackendFindings findings(String backend, List<Slice> slices) {
        List<TargetAddress> ways = WAYS.stream()
                .filter(way -> slices.stream().anyMatch(slice -> slice.target().equals(way.name())))
                .toList();
        return new BackendFindings(new Paths(backend, ways, Map.of()), List.of(), slices, List.of());
    }

    private static Map<String, Used> ours(double seconds) {
        return Map.of(
                "proxy",
                used(seconds / 2),
                "service",
                used(seconds / 4),
                "launcher",
                used(seconds / 4),
                "dapr",
                used(9));
    }

    private static Used used(double seconds) {
        return new Used(seconds, 1);
    }

    private static Slice closed(Scenario scenario, String way, long ok, Map<String, Used> processes) {
        return MadeUp.slice(new Cell(scenario, CLOSED), 1, way, MadeUp.sample(ok, 100), processes);
    }

    private static Slice open(Scenario scenario, String way, long micros) {
        return MadeUp.slice(new Cell(scenario, OPEN), 1, way, micros, Map.of());
    }
}
