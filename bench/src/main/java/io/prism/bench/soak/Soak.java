// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.soak;

import io.prism.bench.load.ClosedLoop;
import io.prism.bench.load.RunTiming;
import io.prism.bench.load.Sample;
import io.prism.bench.load.Ticks;
import io.prism.bench.observe.ProcFiles;
import io.prism.bench.observe.ProcFiles.Used;
import io.prism.bench.target.BenchTarget;
import io.prism.bench.target.Fill;
import io.prism.bench.target.Scenario;
import io.prism.bench.target.TargetFailure;
import io.prism.bench.target.Use;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls one target over the same connections until enough calls were made, and looks at a process meanwhile. */
public final class Soak {

    private final Ticks ticks;
    private final ProcFiles proc;
    private final long pid;
    private final Consumer<Point> progress;

    /**
     * What is seen after one part of the run.
     *
     * @param calls made so far
     * @param seconds gone so far
     * @param perSecond right answers per second in this part
     * @param lost calls of this part that failed or never ended
     * @param residentKib what the process had resident then
     * @param peakKib the most it had resident in this part
     * @param cpuMicros its processor time for each call of this part
     */
    public record Point(
            long calls,
            double seconds,
            double perSecond,
            long lost,
            long residentKib,
            long peakKib,
            double cpuMicros) {}

    /** Looks at the process {@code pid}; tells {@code progress} what it sees. */
    public Soak(Ticks ticks, ProcFiles proc, long pid, Consumer<Point> progress) {
        this.ticks = ticks;
        this.proc = proc;
        this.pid = pid;
        this.progress = progress;
    }

    /**
     * Runs until {@code calls} were made; each part takes {@code part}.
     *
     * @param inFlight calls at any time; with at least as many as connections all of these are used
     * @throws TargetFailure when the target does not answer, or fails every call of a part, or the process is gone
     */
    public List<Point> run(BenchTarget target, Use use, int inFlight, long calls, Duration part)
            throws TargetFailure, InterruptedException {
        Fill.write(target, Scenario.GET_1K, use);
        var timing = new RunTiming(Duration.ZERO, part, use.deadline());
        var reads = target.calls(Scenario.GET_1K);
        var loop = new ClosedLoop(ticks, inFlight);
        List<Point> points = new ArrayList<>();
        long made = 0;
        long began = ticks.now();
        while (made < calls) {
            proc.forgetPeaks(List.of(pid));
            Optional<Used> before = proc.used(List.of(pid));
            Sample sample = loop.run(reads, timing);
            Optional<Used> after = proc.used(List.of(pid));
            Optional<Long> resident = proc.residentKib(pid);
            if (sample.ok() == 0) {
                throw new TargetFailure(
                        target.address(),
                        "gave no right answer: failed %s, unfinished %d"
                                .formatted(sample.failed(), sample.unfinished()));
            }
            if (before.isEmpty() || after.isEmpty() || resident.isEmpty()) {
                throw new TargetFailure(target.address(), "has lost its process " + pid);
            }
            made += sample.made();
            Point point = new Point(
                    made,
                    (ticks.now() - began) / 1e9,
                    sample.perSecond(),
                    sample.failures() + sample.unfinished(),
                    resident.get(),
                    after.get().peakKib(),
                    (after.get().cpuSeconds() - before.get().cpuSeconds()) * 1e6 / sample.made());
            points.add(point);
            progress.accept(point);
        }
        return points;
    }
}
