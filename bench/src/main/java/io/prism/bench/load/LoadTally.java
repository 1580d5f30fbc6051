// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** Counts what happens in a run. Safe for use by many threads; its size does not depend on the number of calls. */
final class LoadTally {

    private static final long LEAST = 100;
    private static final long MOST = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;

    private final Histogram latency = new AtomicHistogram(LEAST, MOST, DIGITS);
    private final Histogram lag = new AtomicHistogram(LEAST, MOST, DIGITS);
    private final LongAdder ok = new LongAdder();
    private final LongAdder made = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final LongAdder allMessages = new LongAdder();
    private final LongAdder unfinished = new LongAdder();
    private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();
    private final LongAccumulator last = new LongAccumulator(Math::max, Long.MIN_VALUE);

    void started() {
        made.increment();
    }

    void lagged(long nanos) {
        lag.recordValue(bounded(nanos));
    }

    void ok(long began, long ended) {
        ok.increment();
        latency.recordValue(bounded(ended - began));
        last.accumulate(ended);
    }

    void message(boolean counts) {
        allMessages.increment();
        if (counts) {
            messages.increment();
        }
    }

    void failed(String why) {
        failed.computeIfAbsent(why, _ -> new LongAdder()).increment();
    }

    void unfinished(long began, long now) {
        unfinished.increment();
        latency.recordValue(bounded(now - began));
    }

    /** What was counted, with a window that is longer than meant when the last counted answer came after it. */
    Sample sample(RunTiming.Window window) {
        long end = Math.max(window.to(), last.get());
        Map<String, Long> reasons = new TreeMap<>();
        failed.forEach((why, count) -> reasons.put(why, count.sum()));
        return new Sample(
                latency.copy(),
                lag.copy(),
                ok.sum(),
                reasons,
                unfinished.sum(),
                (end - window.from()) / 1e9,
                made.sum(),
                messages.sum(),
                allMessages.sum());
    }

    private static long bounded(long nanos) {
        return Math.clamp(nanos, 0, MOST);
    }
}
