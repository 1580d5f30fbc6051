// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.door;

import io.prism.bench.chart.LineChart;
import io.prism.bench.chart.LineChart.Axis;
import io.prism.bench.chart.LineChart.Line;
import io.prism.bench.chart.LineChart.Place;
import io.prism.bench.report.Figures;
import io.prism.bench.report.Report;
import io.prism.bench.report.TextTable;
import io.prism.bench.rounds.Spread;
import io.prism.bench.soak.Soak.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The memory of the proxy over a long run.
 *
 * @param facts where and how it was made, by name, in the order to print them
 * @param points what was seen, at least one
 * @param judged whether the run was the one the bar asks for
 */
public record MemoryReport(Map<String, String> facts, List<Point> points, boolean judged) {

    /** Name of the file with the report. */
    public static final String MARKDOWN = "door-memory.md";

    /** Name of the file with the raw figures. */
    public static final String CSV = "door-memory.csv";

    private static final String CHART = "door-memory.svg";
    private static final double KIB_OF_A_MB = 1e6 / 1024;

    /** The row of the bar, for a terminal. */
    public String plain() {
        return bar().plain();
    }

    /** Writes the report, its chart and the raw figures, and the folder where it is missing. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(CSV), csv());
        Files.writeString(folder.resolve(CHART), chart());
        Files.writeString(folder.resolve(MARKDOWN), """
                # The memory of the proxy, measured

                Made by `./prism bench --memory`; [the guide](../guide/bench.md) says how to read it. Reads of 1 KiB from a
                pattern process through the door, over the same connections throughout. The figures of each part of the run
                are in [%1$s](%1$s); the other rows of the bar are in [door.md](door.md).

                %2$s
                %3$s
                The last part of the run: %4$s calls made, %5$s answers/s, %6$s µs of the proxy's processor time a call, peak
                of the whole run %7$s MB, calls lost in the whole run: %8$d.

                ![memory](%9$s)
                """.formatted(
                        CSV,
                        Report.facts(facts),
                        bar().markdown(),
                        "%,d".formatted(points.getLast().calls()),
                        Figures.number(points.getLast().perSecond()),
                        Figures.number(points.getLast().cpuMicros()),
                        Figures.number(megabytes(peak())),
                        points.stream().mapToLong(Point::lost).sum(),
                        CHART));
    }

    private TextTable bar() {
        return Bar.empty()
                .row(Bar.row(
                        Bar.MEMORY, Spread.of(List.of(megabytes(points.getLast().residentKib()))), judged));
    }

    private String csv() {
        return points.stream()
                .map(point -> String.format(
                        Locale.ROOT,
                        "%d,%.1f,%.0f,%d,%d,%d,%.2f%n",
                        point.calls(),
                        point.seconds(),
                        point.perSecond(),
                        point.lost(),
                        point.residentKib(),
                        point.peakKib(),
                        point.cpuMicros()))
                .collect(Collectors.joining(
                        "",
                        "calls,seconds,answers_per_second,lost,proxy_rss_kib,proxy_peak_kib,proxy_cpu_us_per_call\n",
                        ""));
    }

    private String chart() {
        return new LineChart(
                        "Memory of the proxy",
                        new Axis("calls made", false),
                        new Axis("resident, MB", false),
                        List.of(
                                new Line("after each part", false, places(false)),
                                new Line("most during it", true, places(true))))
                .svg();
    }

    private List<Place> places(boolean peaks) {
        return points.stream()
                .map(point -> new Place(point.calls(), megabytes(peaks ? point.peakKib() : point.residentKib())))
                .toList();
    }

    private long peak() {
        return points.stream().mapToLong(Point::peakKib).max().orElse(0);
    }

    private static double megabytes(long kib) {
        return kib / KIB_OF_A_MB;
    }
}
