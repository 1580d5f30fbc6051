// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.dapr;

import io.prism.bench.door.BackendFindings;
import io.prism.bench.door.Paths;
import io.prism.bench.report.Demand;
import io.prism.bench.report.TextTable;
import io.prism.bench.rounds.Pace;
import io.prism.bench.rounds.Spread;
import io.prism.bench.rounds.TargetComparison;
import io.prism.bench.target.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What Prism is held to beside Dapr: every figure is its own over Dapr's, from the same round. */
public final class DaprBar {

    /** The way to a backend through Dapr's sidecar, and the role of its process. */
    public static final String DAPR = "dapr";

    /** What is asked of both. */
    public static final List<Scenario> SCENARIOS = List.of(Scenario.GET_1K, Scenario.SET_1K);

    private static final List<String> BACKENDS = List.of("memory", "redis");
    private static final Set<String> OURS = Set.of(Paths.PROXY, Paths.SERVICE, Paths.LAUNCHER);

    private final List<TargetComparison> cells;
    private final String backend;

    private DaprBar(String backend, List<BackendFindings> findings) {
        this.backend = backend;
        this.cells = findings.stream()
                .filter(one -> one.paths().backend().equals(backend))
                .flatMap(one -> one.ofCells().stream())
                .toList();
    }

    /**
     * The table.
     *
     * @param findings with Dapr as what the others are compared with
     * @param judged whether the figures are worth a verdict
     */
    public static TextTable table(List<BackendFindings> findings, boolean judged) {
        List<String> head = new ArrayList<>(List.of("Prism ÷ Dapr"));
        head.addAll(Demand.HEAD);
        TextTable table = new TextTable(1, head);
        for (String backend : BACKENDS) {
            for (Row row : new DaprBar(backend, findings).rows()) {
                List<String> line = new ArrayList<>(List.of(row.demand().measure()));
                line.addAll(row.demand().cells(row.figure(), judged));
                table.row(line);
            }
        }
        return table;
    }

    private record Row(Demand demand, Optional<Spread> figure) {}

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        SCENARIOS.forEach(scenario -> rows.addAll(ofProcess(scenario)));
        if (backend.equals("redis")) {
            rows.add(new Row(
                    Demand.atLeast(name(Scenario.SET_1K, Paths.EMBEDDED, "answers/s"), 1.5),
                    closed(Scenario.SET_1K, Paths.EMBEDDED).map(TargetComparison::throughput)));
        }
        return rows;
    }

    private List<Row> ofProcess(Scenario scenario) {
        Optional<TargetComparison> closed = closed(scenario, Paths.PROCESS);
        Optional<TargetComparison> open = open(scenario, Paths.PROCESS);
        Function<String, String> name = figure -> name(scenario, Paths.PROCESS, figure);
        return List.of(
                new Row(
                        Demand.atLeast(name.apply("answers/s"), 1.3).aimingFor(1.8),
                        closed.map(TargetComparison::throughput)),
                new Row(
                        Demand.atMost(name.apply("CPU of all processes a call"), 0.75),
                        closed.flatMap(one -> one.processorTime(OURS, Set.of(DAPR)))),
                new Row(Demand.atMost(name.apply("p50 at 1,000/s"), 0.9), open.map(TargetComparison::medianLatency)),
                new Row(Demand.atMost(name.apply("p99 at 1,000/s"), 0.9), open.map(TargetComparison::tailLatency)));
    }

    private String name(Scenario scenario, String way, String figure) {
        return "%s, %s, %s: %s".formatted(backend, scenario.label(), way, figure);
    }

    private Optional<TargetComparison> closed(Scenario scenario, String way) {
        return cell(scenario, way)
                .filter(one -> one.cell().pace() instanceof Pace.Closed)
                .findFirst();
    }

    private Optional<TargetComparison> open(Scenario scenario, String way) {
        return cell(scenario, way)
                .filter(one -> one.cell().pace() instanceof Pace.Open)
                .findFirst();
    }

    private Stream<TargetComparison> cell(Scenario scenario, String way) {
        return cells.stream()
                .filter(one -> one.cell().scenario() == scenario && one.target().equals(way));
    }
}
