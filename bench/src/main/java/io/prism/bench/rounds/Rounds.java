// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import io.prism.bench.load.ClosedLoop;
import io.prism.bench.load.Loop;
import io.prism.bench.load.OpenLoop;
import io.prism.bench.load.Sample;
import io.prism.bench.load.Ticks;
import io.prism.bench.observe.ProcFiles;
import io.prism.bench.observe.ProcFiles.Used;
import io.prism.bench.target.KeyValueTarget;
import io.prism.bench.target.TargetAddress;
import io.prism.bench.target.TargetFailure;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures the targets in turn: A B, then B A, and so on, so that what changes on the machine meanwhile falls on all of
 * them alike.
 */
public final class Rounds {

    private final Vertx vertx;
    private final Ticks ticks;
    private final ProcFiles proc;
    private final Consumer<Slice> progress;

    /** Tells {@code progress} of each slice when it is measured. */
    public Rounds(Vertx vertx, Ticks ticks, ProcFiles proc, Consumer<Slice> progress) {
        this.vertx = vertx;
        this.ticks = ticks;
        this.proc = proc;
        this.progress = progress;
    }

    /**
     * Measures everything.
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
        try (KeyValueTarget target = new KeyValueTarget(vertx, address, plan.use())) {
            for (var scenario :
                    plan.cells().stream().map(Cell::scenario).distinct().toList()) {
                target.fill(scenario);
            }
        }
    }

    private Slice slice(Plan plan, Cell cell, int round, TargetAddress address) throws TargetFailure {
        List<Long> pids = plan.pids().getOrDefault(address.name(), List.of());
        List<Long> own = List.of(ProcessHandle.current().pid());
        try (KeyValueTarget target = new KeyValueTarget(vertx, address, plan.use())) {
            Optional<Used> server = proc.used(pids);
            Optional<Used> client = proc.used(own);
            Sample sample = loop(plan, cell.mode()).run(target.calls(cell.scenario()), plan.timing());
            if (sample.ok() == 0) {
                throw new TargetFailure(
                        address,
                        "gave no right answer in %s: failed %s, unfinished %d"
                                .formatted(cell.label(), sample.failed(), sample.unfinished()));
            }
            return new Slice(
                    cell, round, address.name(), sample, since(server, proc.used(pids)), since(client, proc.used(own)));
        }
    }

    private Loop loop(Plan plan, Cell.Mode mode) {
        Plan.Load load = plan.load();
        return switch (mode) {
            case OPEN ->
                new OpenLoop(
                        ticks, load.perSecond(), load.mostInFlight(), plan.use().connections());
            case CLOSED -> new ClosedLoop(ticks, load.inFlight());
        };
    }

    private static Optional<Used> since(Optional<Used> before, Optional<Used> after) {
        return before.flatMap(was -> after.map(is -> new Used(is.cpuSeconds() - was.cpuSeconds(), is.peakKib())));
    }
}
