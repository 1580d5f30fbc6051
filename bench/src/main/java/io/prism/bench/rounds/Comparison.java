// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import io.prism.bench.load.Sample;
import io.prism.bench.observe.ProcFiles.Used;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** All rounds of one target in one cell, beside those of the first target. */
public final class Comparison {

    private static final double MEDIAN = 50;
    private static final double TAIL = 99;

    private final List<Slice> own;
    private final List<Slice> base;
    private final Histogram latency;

    private Comparison(List<Slice> own, List<Slice> base) {
        this.own = own;
        this.base = base;
        this.latency = merged(own, Sample::latency);
    }

    /** One comparison for each target in each cell, in the order in which they were given. */
    public static List<Comparison> of(List<Slice> slices, List<String> targets) {
        List<Comparison> all = new ArrayList<>();
        for (Cell cell : slices.stream().map(Slice::cell).distinct().toList()) {
            List<Slice> base = rounds(slices, cell, targets.getFirst());
            targets.forEach(target -> all.add(new Comparison(rounds(slices, cell, target), base)));
        }
        return all;
    }

    /** What was measured. */
    public Cell cell() {
        return own.getFirst().cell();
    }

    /** Name of the target. */
    public String target() {
        return own.getFirst().target();
    }

    /** Right answers per second over all rounds. */
    public double perSecond() {
        double seconds = samples().mapToDouble(Sample::seconds).sum();
        return samples().mapToLong(Sample::ok).sum() / seconds;
    }

    /** A percentile of the latency over all rounds, in microseconds. */
    public double micros(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e3;
    }

    /** A percentile of how late the generator itself was, in microseconds; empty for a closed loop. */
    public OptionalDouble lagMicros(double percentile) {
        Histogram lag = merged(own, Sample::lag);
        return lag.getTotalCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(lag.getValueAtPercentile(percentile) / 1e3);
    }

    /** Calls that failed or were unfinished. */
    public long lost() {
        return samples()
                .mapToLong(sample -> sample.failures() + sample.unfinished())
                .sum();
    }

    /** Processor time of the target's processes for each call, in microseconds: mean of the rounds. */
    public OptionalDouble serverMicros() {
        return own.stream()
                .flatMap(slice -> slice.serverMicros().stream())
                .mapToDouble(micros -> micros)
                .average();
    }

    /** The most memory the target's processes have had resident, in KiB. */
    public Optional<Long> peakKib() {
        return own.stream()
                .flatMap(slice -> slice.server().stream())
                .map(Used::peakKib)
                .max(Comparator.naturalOrder());
    }

    /** Throughput over that of the first target: more is better. */
    public Ratio throughput() {
        return ratio(slice -> slice.sample().perSecond());
    }

    /** Median latency over that of the first target: less is better. */
    public Ratio medianLatency() {
        return ratio(slice -> (double) slice.sample().latency().getValueAtPercentile(MEDIAN));
    }

    /** 99th percentile of the latency over that of the first target: less is better. */
    public Ratio tailLatency() {
        return ratio(slice -> (double) slice.sample().latency().getValueAtPercentile(TAIL));
    }

    private Ratio ratio(Function<Slice, Double> figure) {
        return Ratio.of(
                own.stream().map(figure).toList(), base.stream().map(figure).toList());
    }

    private Stream<Sample> samples() {
        return own.stream().map(Slice::sample);
    }

    private static List<Slice> rounds(List<Slice> slices, Cell cell, String target) {
        return slices.stream()
                .filter(slice -> slice.cell().equals(cell) && slice.target().equals(target))
                .sorted(Comparator.comparingInt(Slice::round))
                .toList();
    }

    private static Histogram merged(List<Slice> slices, Function<Sample, Histogram> part) {
        Histogram all = part.apply(slices.getFirst().sample()).copy();
        slices.stream().skip(1).map(Slice::sample).map(part).forEach(all::add);
        return all;
    }
}
