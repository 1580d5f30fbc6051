// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import io.prism.bench.load.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** All rounds of one target in one cell, beside those of the first target. */
public final class TargetComparison {

    private static final double MEDIAN = 50;
    private static final double TAIL = 99;

    private final List<Slice> own;
    private final List<Slice> base;
    private final Histogram latency;

    private TargetComparison(List<Slice> own, List<Slice> base) {
        this.own = own;
        this.base = base;
        this.latency = merged(own, Sample::latency);
    }

    /** One comparison for each target in each cell, in the order in which they were given. */
    public static List<TargetComparison> of(List<Slice> slices, List<String> targets) {
        List<TargetComparison> all = new ArrayList<>();
        for (Cell cell : slices.stream().map(Slice::cell).distinct().toList()) {
            List<Slice> base = rounds(slices, cell, targets.getFirst());
            targets.forEach(target -> all.add(new TargetComparison(rounds(slices, cell, target), base)));
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

    /** Right answers (or messages) per second: mean of the rounds, which are equally long. */
    public double perSecond() {
        return own.stream().mapToDouble(Slice::perSecond).average().orElseThrow();
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

    /** Processor time of each process for each call (or message), in microseconds, by role: mean of the rounds. */
    public Map<String, Double> micros() {
        Map<String, Double> all = new TreeMap<>();
        for (String role : roles()) {
            own.stream()
                    .flatMap(slice -> slice.micros(role).stream())
                    .mapToDouble(micros -> micros)
                    .average()
                    .ifPresent(micros -> all.put(role, micros));
        }
        return all;
    }

    /** The most memory each process had resident in any of the rounds, in KiB, by role. */
    public Map<String, Long> peakKib() {
        Map<String, Long> all = new TreeMap<>();
        own.forEach(slice -> slice.processes().forEach((role, used) -> all.merge(role, used.peakKib(), Math::max)));
        return all;
    }

    /** Throughput over that of the first target: more is better. */
    public Spread throughput() {
        return ratio(Slice::perSecond);
    }

    /** Throughput over that of any other target in the same cell: more is better. */
    public Spread throughputOver(TargetComparison other) {
        return Spread.ratio(figures(own, Slice::perSecond), figures(other.own, Slice::perSecond));
    }

    /**
     * Processor time that one side takes for a call over what the other side takes: less is better. Empty unless it is
     * known of both in every round.
     *
     * @param roles processes that serve this target
     * @param baseRoles processes that serve the first one
     */
    public Optional<Spread> processorTime(Set<String> roles, Set<String> baseRoles) {
        List<Double> mine = figures(own, slice -> micros(slice, roles));
        List<Double> others = figures(base, slice -> micros(slice, baseRoles));
        boolean known = Stream.of(mine, others).flatMap(List::stream).allMatch(micros -> micros > 0);
        return known ? Optional.of(Spread.ratio(mine, others)) : Optional.empty();
    }

    /** Median latency over that of the first target: less is better. */
    public Spread medianLatency() {
        return ratio(slice -> (double) slice.sample().latency().getValueAtPercentile(MEDIAN));
    }

    /** 99th percentile of the latency over that of the first target: less is better. */
    public Spread tailLatency() {
        return ratio(slice -> (double) slice.sample().latency().getValueAtPercentile(TAIL));
    }

    /** Median latency more than that of the first target, in microseconds. */
    public Spread addedMedian() {
        return Spread.difference(medians(own), medians(base));
    }

    /** Processor time of one process for each call, in microseconds; at least one round must know it. */
    public Spread spreadOfMicros(String role) {
        return Spread.of(
                own.stream().flatMap(slice -> slice.micros(role).stream()).toList());
    }

    private Set<String> roles() {
        return own.stream()
                .flatMap(slice -> slice.processes().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Double> medians(List<Slice> slices) {
        return figures(slices, slice -> slice.sample().latency().getValueAtPercentile(MEDIAN) / 1e3);
    }

    private Spread ratio(Function<Slice, Double> figure) {
        return Spread.ratio(figures(own, figure), figures(base, figure));
    }

    private static List<Double> figures(List<Slice> slices, Function<Slice, Double> figure) {
        return slices.stream().map(figure).toList();
    }

    private static double micros(Slice slice, Set<String> roles) {
        return roles.stream()
                .flatMap(role -> slice.micros(role).stream())
                .mapToDouble(micros -> micros)
                .sum();
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
