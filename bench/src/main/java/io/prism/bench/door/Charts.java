// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.door;

import io.prism.bench.chart.Bars;
import io.prism.bench.chart.Bars.Series;
import io.prism.bench.chart.LineChart;
import io.prism.bench.chart.LineChart.Axis;
import io.prism.bench.chart.LineChart.Line;
import io.prism.bench.chart.LineChart.Place;
import io.prism.bench.rounds.Pace;
import io.prism.bench.rounds.Slice;
import io.prism.bench.rounds.TargetComparison;
import io.prism.bench.target.KeyNames;
import io.prism.bench.target.Scenario;
import io.prism.bench.target.Scenario.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The charts of one backend. */
final class Charts {

    /** A way so much faster than the others that they could not be told apart beside it is left out. */
    private static final double OUT_OF_SCALE = 4;
    /** What answers less than this part of what is asked is overloaded, and its latency says only for how long. */
    private static final double KEEPS_UP = 0.95;

    private static final double PERCENT_50 = 50;
    private static final double PERCENT_99 = 99;

    private final BackendFindings findings;
    private final String backend;

    Charts(BackendFindings findings) {
        this.findings = findings;
        this.backend = findings.paths().backend();
    }

    /** The drawings by the last part of their file's name. */
    Map<String, String> all() {
        Map<String, String> charts = new LinkedHashMap<>();
        charts.put("throughput-" + backend, throughput());
        charts.put("streams-" + backend, streams());
        charts.put("latency-" + backend, latency());
        charts.put("cpu-" + backend, cpu());
        return charts;
    }

    static boolean keepsUp(TargetComparison one) {
        return one.cell().pace() instanceof Pace.Open open && one.perSecond() >= KEEPS_UP * open.perSecond();
    }

    private String throughput() {
        return bars("Most answers per second, " + backend, "answers/s", kind -> kind == Kind.GET || kind == Kind.SET);
    }

    private String streams() {
        return bars(
                "Most messages per second, " + backend, "messages/s", kind -> kind == Kind.SCAN || kind == Kind.STREAM);
    }

    private String bars(String title, String unit, Predicate<Kind> shown) {
        List<Scenario> scenarios = Arrays.stream(Scenario.values())
                .filter(scenario -> shown.test(scenario.kind()))
                .toList();
        List<Series> series = findings.paths().names().stream()
                .map(path -> new Series(
                        path,
                        scenarios.stream()
                                .map(scenario -> figure(scenario, path))
                                .toList()))
                .toList();
        return new Bars(
                        title,
                        unit,
                        scenarios.stream().map(Scenario::label).toList(),
                        series.stream().filter(one -> inScale(one, series)).toList(),
                        false)
                .svg();
    }

    private static boolean inScale(Series one, List<Series> all) {
        double others = all.stream()
                .filter(other -> !other.name().equals(one.name()))
                .mapToDouble(Charts::most)
                .max()
                .orElse(Double.MAX_VALUE);
        return most(one) <= OUT_OF_SCALE * others;
    }

    private static double most(Series series) {
        return series.figures().stream()
                .mapToDouble(figure -> figure)
                .filter(figure -> !Double.isNaN(figure))
                .max()
                .orElse(0);
    }

    private double figure(Scenario scenario, String path) {
        double perSecond = closed().filter(
                        one -> one.cell().scenario() == scenario && one.target().equals(path))
                .mapToDouble(TargetComparison::perSecond)
                .findFirst()
                .orElse(Double.NaN);
        return scenario.kind() == Kind.SCAN ? perSecond * KeyNames.OF_A_PREFIX : perSecond;
    }

    private String latency() {
        List<Line> lines = new ArrayList<>();
        for (String path : findings.paths().names()) {
            lines.add(new Line(path, false, places(path, PERCENT_50)));
            lines.add(new Line(path, true, places(path, PERCENT_99)));
        }
        return new LineChart(
                        "Latency of get-1k by offered rate, %s (p50 solid, p99 dashed)".formatted(backend),
                        new Axis("calls per second offered over 16 connections; ends where not kept up with", true),
                        new Axis("latency, µs", true),
                        lines.stream().filter(line -> !line.places().isEmpty()).toList())
                .svg();
    }

    private List<Place> places(String path, double percentile) {
        List<Place> places = new ArrayList<>();
        for (TargetComparison one : findings.ofSweep()) {
            if (one.target().equals(path) && one.cell().pace() instanceof Pace.Open open && keepsUp(one)) {
                places.add(new Place(open.perSecond(), one.micros(percentile)));
            }
        }
        return places;
    }

    private String cpu() {
        List<TargetComparison> shown =
                closed().filter(one -> one.cell().scenario() == Scenario.GET_1K).toList();
        TreeSet<String> roles = new TreeSet<>();
        shown.forEach(one -> roles.addAll(one.micros().keySet()));
        roles.remove(Slice.OTHERS);
        return new Bars(
                        "Processor time of a get-1k at full load, " + backend,
                        "µs a call",
                        shown.stream().map(TargetComparison::target).toList(),
                        roles.stream()
                                .map(role -> new Series(
                                        role,
                                        shown.stream()
                                                .map(one -> one.micros().getOrDefault(role, 0.0))
                                                .toList()))
                                .toList(),
                        true)
                .svg();
    }

    private Stream<TargetComparison> closed() {
        return findings.ofCells().stream().filter(one -> one.cell().pace() instanceof Pace.Closed);
    }
}
