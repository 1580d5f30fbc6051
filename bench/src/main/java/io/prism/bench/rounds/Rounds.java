// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import io.prism.bench.load.CallTarget;
import io.prism.bench.load.Sample;
import io.prism.bench.load.Ticks;
import io.prism.bench.observe.ProcFiles;
import io.prism.bench.observe.ProcFiles.Used;
import io.prism.bench.target.BenchTarget;
import io.prism.bench.target.Fill;
import io.prism.bench.target.Scenario;
import io.prism.bench.target.TargetAddress;
import io.prism.bench.target.TargetFailure;
import io.prism.bench.target.Use;
import io.prism.bench.target.open.Targets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Measures the targets in turn: A B, then B A, and so on, so that what changes on the machine meanwhile falls on all of
 * them alike.
 */
public final class Rounds {

    private static final int FILLING = 4;
    private static final int ATTEMPTS = 20;

    private record Filled(TargetAddress target, Scenario writer, int keys) {}

    private final Targets targets;
    private final Ticks ticks;
    private final ProcFiles proc;
    private final Consumer<Slice> progress;
    private final Set<Filled> filled = new HashSet<>();

    /** Tells {@code progress} of each slice when it is measured. */
    public Rounds(Targets targets, Ticks ticks, ProcFiles proc, Consumer<Slice> progress) {
        this.targets = targets;
        this.ticks = ticks;
        this.proc = proc;
        this.progress = progress;
    }

    /**
     * Measures everything. What an earlier plan has written is not written again.
     *
     * @throws TargetFailure when a target does not answer, or fails every call of a slice
     */
    public List<Slice> run(Plan plan) throws TargetFailure, InterruptedException {
        List<Slice> slices = new ArrayList<>();
        for (TargetAddress target : plan.targets()) {
            fill(plan, target);
        }
        for (Cell cell : plan.cells()) {
            for (int round = 1; round <= plan.rounds(); round++) {
                for (TargetAddress target : order(plan.targets(), round)) {
                    Slice slice = slice(plan, cell, round, target);
                    slices.add(slice);
                    progress.accept(slice);
                }
            }
        }
        return slices;
    }

    static <T> List<T> order(List<T> targets, int round) {
        return round % 2 == 1 ? targets : targets.reversed();
    }

    private void fill(Plan plan, TargetAddress address) throws TargetFailure, InterruptedException {
        Use use = new Use(FILLING, plan.keys(), plan.deadline());
        for (Cell cell : plan.cells()) {
            if (filled.add(new Filled(address, cell.scenario().writer(), plan.keys()))) {
                try (BenchTarget target = targets.open(address, use)) {
                    Fill.write(target, cell.scenario(), use);
                }
            }
        }
    }

    private Slice slice(Plan plan, Cell cell, int round, TargetAddress address) throws TargetFailure {
        Map<String, List<Long>> processes = new TreeMap<>(plan.processes().getOrDefault(address.name(), Map.of()));
        processes.put(Slice.GENERATOR, List.of(ProcessHandle.current().pid()));
        Use use = new Use(cell.pace().connections(), plan.keys(), plan.deadline());
        try (BenchTarget target = targets.open(address, use)) {
            processes.values().forEach(proc::forgetPeaks);
            CallTarget calls = target.calls(cell.scenario());
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Map<String, Used> before = used(processes);
                Sample sample = cell.pace().loop(ticks).run(calls, plan.timing());
                if (sample.ok() > 0 || cell.pace() instanceof Pace.Open) {
                    // That a target answers nothing at some rate is a finding: it did answer when it was filled.
                    return new Slice(cell, round, address.name(), sample, since(before, used(processes)));
                }
                checkThatNothingFailed(address, cell, sample);
            }
        }
        throw new TargetFailure(
                address,
                "answers nothing in %s within %s"
                        .formatted(cell.label(), plan.timing().measured()));
    }

    /** In a short slice a program that has just started may answer rightly, but only after the end. */
    private static void checkThatNothingFailed(TargetAddress address, Cell cell, Sample sample) throws TargetFailure {
        if (sample.failures() + sample.unfinished() > 0) {
            throw new TargetFailure(
                    address,
                    "gave no right answer in %s: failed %s, unfinished %d"
                            .formatted(cell.label(), sample.failed(), sample.unfinished()));
        }
    }

    private Map<String, Used> used(Map<String, List<Long>> processes) {
        Map<String, Used> all = new TreeMap<>();
        processes.forEach((role, pids) -> proc.used(pids).ifPresent(used -> all.put(role, used)));
        double watched = all.values().stream().mapToDouble(Used::cpuSeconds).sum();
        proc.allCpuSeconds().ifPresent(seconds -> all.put(Slice.OTHERS, new Used(seconds - watched, 0)));
        return all;
    }

    private static Map<String, Used> since(Map<String, Used> before, Map<String, Used> after) {
        Map<String, Used> all = new TreeMap<>();
        after.forEach((role, is) -> {
            Used was = before.get(role);
            if (was != null) {
                all.put(role, new Used(Math.max(0, is.cpuSeconds() - was.cpuSeconds()), is.peakKib()));
            }
        });
        return all;
    }
}
