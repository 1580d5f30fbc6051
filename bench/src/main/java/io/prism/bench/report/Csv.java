// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.report;

import io.prism.bench.load.Sample;
import io.prism.bench.observe.ProcFiles.Used;
import io.prism.bench.rounds.Cell;
import io.prism.bench.rounds.Pace;
import io.prism.bench.rounds.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The raw figures, one line for each slice. What is not known is left empty. */
public final class Csv {

    private static final String HEAD = "stage,backend,scenario,mode,rate,in_flight,connections,round,target,made,ok,"
            + "failed,failures,unfinished,seconds,per_second,mean_us,p50_us,p90_us,p99_us,p999_us,max_us,"
            + "lag_p50_us,lag_p99_us,lag_max_us";

    private Csv() {}

    /**
     * Slices that belong together.
     *
     * @param name of the part of the run, in the first column
     * @param backend what the targets keep their data in; empty when that is not known
     */
    public record Stage(String name, String backend, List<Slice> slices) {}

    /** The whole file; there are three columns more for each role of a process. */
    public static String of(List<Stage> stages) {
        List<String> roles = List.copyOf(stages.stream()
                .flatMap(stage -> stage.slices().stream())
                .flatMap(slice -> slice.processes().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
        List<String> lines = new ArrayList<>();
        lines.add(HEAD
                + roles.stream()
                        .map(role -> ",%1$s_cpu_seconds,%1$s_cpu_us_per_call,%1$s_peak_kib".formatted(role))
                        .collect(Collectors.joining()));
        for (Stage stage : stages) {
            stage.slices().forEach(slice -> lines.add(line(stage, slice, roles)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String line(Stage stage, Slice slice, List<String> roles) {
        Stream<String> where = Stream.of(stage.name(), stage.backend());
        Sample sample = slice.sample();
        Stream<String> counts = Stream.of(
                Integer.toString(slice.round()),
                slice.target(),
                Long.toString(sample.made()),
                Long.toString(sample.ok()),
                Long.toString(sample.failures()),
                reasons(sample),
                Long.toString(sample.unfinished()),
                number(sample.seconds()),
                number(slice.perSecond()),
                number(sample.latency().getMean() / 1e3));
        Stream<String> latency = percentiles(sample.latency(), 50, 90, 99, 99.9, 100);
        Stream<String> lag = percentiles(sample.lag(), 50, 99, 100);
        Stream<String> processes = roles.stream().flatMap(role -> process(slice, role));
        return Stream.of(where, cell(slice.cell()), counts, latency, lag, processes)
                .flatMap(part -> part)
                .collect(Collectors.joining(","));
    }

    private static Stream<String> cell(Cell cell) {
        Pace pace = cell.pace();
        return Stream.of(
                cell.scenario().label(),
                pace.label(),
                pace instanceof Pace.Open open ? number(open.perSecond()) : "",
                pace instanceof Pace.Closed closed ? Integer.toString(closed.inFlight()) : "",
                Integer.toString(pace.connections()));
    }

    private static Stream<String> process(Slice slice, String role) {
        Optional<Used> used = Optional.ofNullable(slice.processes().get(role));
        return Stream.of(
                used.map(it -> number(it.cpuSeconds())).orElse(""),
                slice.micros(role).map(Csv::number).orElse(""),
                used.map(it -> Long.toString(it.peakKib())).orElse(""));
    }

    private static String reasons(Sample sample) {
        return sample.failed().entrySet().stream()
                .map(reason -> reason.getKey() + ":" + reason.getValue())
                .collect(Collectors.joining(" "));
    }

    private static Stream<String> percentiles(Histogram histogram, double... percentiles) {
        boolean empty = histogram.getTotalCount() == 0;
        return Arrays.stream(percentiles)
                .mapToObj(percentile -> empty ? "" : number(histogram.getValueAtPercentile(percentile) / 1e3));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
