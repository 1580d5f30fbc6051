// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.door;

import static io.prism.bench.target.Scenario.GET_1K;
import static io.prism.bench.target.Scenario.SCAN_100;
import static io.prism.bench.target.Scenario.SET_1K;
import static io.prism.bench.target.Scenario.STREAM_1K;

import io.prism.bench.load.RunTiming;
import io.prism.bench.rounds.Cell;
import io.prism.bench.rounds.Pace;
import io.prism.bench.rounds.Plan;
import io.prism.bench.rounds.Rounds;
import io.prism.bench.rounds.Slice;
import io.prism.bench.target.Scenario;
import io.prism.bench.target.TargetAddress;
import io.prism.bench.target.TargetFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes all measurements of the report. */
public final class Suite {

    private static final int CLOSED_CONNECTIONS = 4;
    private static final int OPEN_CONNECTIONS = 16;
    private static final int MOST_IN_FLIGHT = 2_000;

    private final Rounds rounds;
    private final Depth depth;
    private final Consumer<String> progress;

    /** Tells {@code progress} what it begins with. */
    public Suite(Rounds rounds, Depth depth, Consumer<String> progress) {
        this.rounds = rounds;
        this.depth = depth;
        this.progress = progress;
    }

    /**
     * Measures one backend after the other; the first one for the bar too.
     *
     * @throws TargetFailure when a target does not answer, or fails every call of a slice
     */
    public List<BackendFindings> run(List<Paths> backends) throws TargetFailure, InterruptedException {
        List<BackendFindings> all = new ArrayList<>();
        for (int backend = 0; backend < backends.size(); backend++) {
            Paths paths = backends.get(backend);
            boolean first = backend == 0;
            progress.accept(paths.backend() + ": warm-up");
            rounds.run(plan(paths, warmUp(), depth.warmUp(), 1));
            progress.accept(paths.backend() + ": cells");
            var cells = rounds.run(
                    plan(paths, first ? cells() : cellsWithOneValueSizeOpen(), depth.cells(), depth.roundsOf(backend)));
            progress.accept(paths.backend() + ": bar and sweep");
            List<Slice> bar = first ? rounds.run(plan(paths, bar(), depth.bar(), depth.barRounds())) : List.of();
            var sweep = rounds.run(plan(paths, sweep(first ? 1 : 2), depth.sweep(), 1));
            all.add(new BackendFindings(paths, bar, cells, sweep));
        }
        return all;
    }

    /**
     * Measures scenarios in both modes, of each backend as thoroughly as the bar.
     *
     * @throws TargetFailure when a target does not answer, or fails every call of a slice
     */
    public List<BackendFindings> compare(List<Paths> backends, List<Scenario> scenarios)
            throws TargetFailure, InterruptedException {
        List<Cell> closed = scenarios.stream().map(this::closed).toList();
        List<Cell> both = Stream.concat(closed.stream(), scenarios.stream().map(this::open))
                .toList();
        List<BackendFindings> all = new ArrayList<>();
        for (Paths paths : backends) {
            progress.accept(paths.backend() + ": warm-up");
            rounds.run(plan(paths, closed, depth.warmUp(), 1));
            progress.accept(paths.backend() + ": cells");
            List<Slice> cells = rounds.run(plan(paths, both, depth.bar(), depth.barRounds()));
            all.add(new BackendFindings(paths, List.of(), cells, List.of()));
        }
        return all;
    }

    private Plan plan(Paths paths, List<Cell> cells, RunTiming timing, int times) {
        Map<String, Map<String, List<Long>>> processes = new HashMap<>();
        for (TargetAddress target : paths.targets()) {
            processes.put(target.name(), paths.processes());
        }
        return new Plan(paths.targets(), cells, depth.keys(), Depth.DEADLINE, timing, times, processes);
    }

    private List<Cell> warmUp() {
        return List.of(closed(GET_1K), closed(SET_1K));
    }

    private List<Cell> bar() {
        return List.of(closed(GET_1K), open(GET_1K));
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            if (scenario != GET_1K) {
                cells.add(closed(scenario));
                if (scenario != STREAM_1K) {
                    cells.add(open(scenario));
                }
            }
        }
        return cells;
    }

    private List<Cell> cellsWithOneValueSizeOpen() {
        List<Cell> cells = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            cells.add(closed(scenario));
        }
        cells.add(open(GET_1K));
        cells.add(open(SET_1K));
        return cells;
    }

    private List<Cell> sweep(int step) {
        List<Double> rates = depth.rates();
        return IntStream.iterate(step - 1, index -> index < rates.size(), index -> index + step)
                .mapToObj(index -> new Cell(GET_1K, new Pace.Open(rates.get(index), MOST_IN_FLIGHT, OPEN_CONNECTIONS)))
                .toList();
    }

    private Cell closed(Scenario scenario) {
        int inFlight = switch (scenario.kind()) {
            case GET, SET -> depth.inFlight();
            case SCAN -> depth.inFlight() / 4;
            case STREAM -> depth.inFlight() / 16;
        };
        return new Cell(scenario, new Pace.Closed(Math.max(1, inFlight), CLOSED_CONNECTIONS));
    }

    private Cell open(Scenario scenario) {
        double rate = scenario == SCAN_100 ? depth.rate() / 5 : depth.rate();
        return new Cell(scenario, new Pace.Open(rate, MOST_IN_FLIGHT, OPEN_CONNECTIONS));
    }
}
