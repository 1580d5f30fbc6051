// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.report;

import io.prism.bench.load.Sample;
import io.prism.bench.observe.ProcFiles.Used;
import io.prism.bench.rounds.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The raw figures, one line for each slice. What is not known is left empty. */
public final class Csv {

    private static final String HEAD = "scenario,mode,round,target,made,ok,failed,failures,unfinished,seconds,"
            + "answers_per_second,mean_us,p50_us,p90_us,p99_us,p999_us,max_us,lag_p50_us,lag_p99_us,lag_max_us,"
            + "server_cpu_seconds,server_cpu_us_per_call,server_peak_kib,client_cpu_seconds,client_cpu_us_per_call";

    private Csv() {}

    /** The whole file. */
    public static String of(List<Slice> slices) {
        return slices.stream().map(Csv::line).collect(Collectors.joining("\n", HEAD + "\n", "\n"));
    }

    private static String line(Slice slice) {
        Sample sample = slice.sample();
        Stream<String> what = Stream.of(
                slice.cell().scenario().label(),
                slice.cell().mode().label(),
                Integer.toString(slice.round()),
                slice.target(),
                Long.toString(sample.made()),
                Long.toString(sample.ok()),
                Long.toString(sample.failures()),
                reasons(sample),
                Long.toString(sample.unfinished()),
                number(sample.seconds()),
                number(sample.perSecond()),
                number(sample.latency().getMean() / 1e3));
        Stream<String> latency = percentiles(sample.latency(), 50, 90, 99, 99.9, 100);
        Stream<String> lag = percentiles(sample.lag(), 50, 99, 100);
        Stream<String> processes = Stream.of(
                optional(slice.server().map(Used::cpuSeconds)),
                optional(slice.serverMicros()),
                slice.server().map(used -> Long.toString(used.peakKib())).orElse(""),
                optional(slice.client().map(Used::cpuSeconds)),
                optional(slice.clientMicros()));
        return Stream.of(what, latency, lag, processes).flatMap(part -> part).collect(Collectors.joining(","));
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

    private static String optional(Optional<Double> value) {
        return value.map(Csv::number).orElse("");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
