// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import io.prism.bench.load.Sample;
import io.prism.bench.observe.ProcFiles.Used;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Slices that nobody measured: 2 s long, with 2,000 calls made of which 1,000 were answered and seven were lost. */
public final class MadeUp {

    private MadeUp() {}

    /** A slice whose answers all took {@code micros}. */
    public static Slice slice(Cell cell, int round, String target, long micros, Map<String, Used> processes) {
        return slice(cell, round, target, sample(1_000, micros), processes);
    }

    /** A slice that saw {@code sample}. */
    public static Slice slice(Cell cell, int round, String target, Sample sample, Map<String, Used> processes) {
        return new Slice(cell, round, target, sample, processes);
    }

    /** As many answers, and a hundred times as many messages. */
    public static Sample sample(long ok, long micros) {
        Histogram latency = new Histogram(3);
        latency.recordValueWithCount(micros * 1_000, ok);
        return new Sample(
                latency,
                new Histogram(3),
                ok,
                new TreeMap<>(Map.of("LOST", 2L, "BUSY", 1L)),
                4,
                2,
                2_000,
                100 * ok,
                200 * ok);
    }
}
