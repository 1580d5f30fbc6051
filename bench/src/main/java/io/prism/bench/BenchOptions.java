// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import static io.prism.bench.Arguments.MOST;
import static io.prism.bench.Arguments.pid;
import static io.prism.bench.Arguments.time;
import static io.prism.bench.Arguments.within;

import io.prism.bench.Arguments.Wrong;
import io.prism.bench.load.RunTiming;
import io.prism.bench.rounds.Cell;
import io.prism.bench.rounds.Pace;
import io.prism.bench.rounds.Plan;
import io.prism.bench.target.Scenario;
import io.prism.bench.target.TargetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of the load generator, as they were written. */
final class BenchOptions {

    /** Which loops to run. */
    enum Modes {
        /** A constant rate. */
        OPEN,
        /** A constant number in flight. */
        CLOSED,
        /** One after the other. */
        BOTH;

        private List<Pace> of(Pace closed, Pace open) {
            return switch (this) {
                case OPEN -> List.of(open);
                case CLOSED -> List.of(closed);
                case BOTH -> List.of(closed, open);
            };
        }
    }

    private static final Duration SHORT_WARM_UP = Duration.ofMillis(500);
    private static final Duration SHORT_MEASURED = Duration.ofMillis(1_500);
    /** The role of the processes behind a target, whichever they are. */
    private static final String SERVER = "server";

    @Parameters(
            arity = "1..*",
            paramLabel = "TARGET",
            description = TargetAddress.FORM + "; the first is what the others are compared with")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--scenario",
            split = ",",
            paramLabel = "NAME",
            description = "get-64, set-64, get-1k, set-1k, scan-100, stream-1k (default: the first four)")
    private List<String> scenarios = Stream.of(Scenario.GET_64, Scenario.SET_64, Scenario.GET_1K, Scenario.SET_1K)
            .map(Scenario::label)
            .toList();

    @Option(names = "--mode", paramLabel = "MODE", description = "open, closed or both (default: both)")
    private Modes mode = Modes.BOTH;

    @Option(names = "--rate", paramLabel = "N", description = "open loop: calls per second (default: ${DEFAULT-VALUE})")
    private double rate = 1_000;

    @Option(
            names = "--most-in-flight",
            paramLabel = "N",
            description = "open loop: bound on calls in flight; calls beyond it start late, and their time runs"
                    + " (default: ${DEFAULT-VALUE})")
    private int mostInFlight = 10_000;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "closed loop: calls in flight (default: ${DEFAULT-VALUE})")
    private int inFlight = 64;

    @Option(names = "--connections", paramLabel = "N", description = "HTTP/2 connections (default: ${DEFAULT-VALUE})")
    private int connections = 4;

    @Option(names = "--keys", paramLabel = "N", description = "different keys (default: ${DEFAULT-VALUE})")
    private int keys = 10_000;

    @Option(names = "--deadline", paramLabel = "TIME", description = "sent with every call (default: ${DEFAULT-VALUE})")
    private String deadline = "5s";

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description = "before each measurement (default: ${DEFAULT-VALUE})")
    private String warmUp = "5s";

    @Option(names = "--duration", paramLabel = "TIME", description = "of each measurement (default: ${DEFAULT-VALUE})")
    private String duration = "10s";

    @Option(names = "--rounds", paramLabel = "N", description = "how often all is measured (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(
            names = "--short",
            description = "one round of 2 s for each cell and target: shows that it works, measures little")
    private boolean brief;

    @Mixin
    private CommandOptions surroundings = new CommandOptions();

    @Option(
            names = "--pid",
            paramLabel = "NAME=PID",
            description = "a process behind target NAME, for CPU and memory; may be given several times")
    private List<String> pids = new ArrayList<>();

    CommandOptions surroundings() {
        return surroundings;
    }

    /** What is to be measured. */
    Plan plan() throws Wrong {
        List<TargetAddress> addresses = addresses();
        if (!(rate > 0 && rate <= MOST)) {
            throw new Wrong("--rate must be more than 0 and at most %d, but is %s".formatted(MOST, rate));
        }
        Duration patience = time("--deadline", deadline);
        return new Plan(
                addresses,
                cells(),
                within("--keys", keys, MOST),
                patience,
                new RunTiming(
                        brief ? SHORT_WARM_UP : time("--warm-up", warmUp),
                        brief ? SHORT_MEASURED : time("--duration", duration),
                        patience),
                brief ? 1 : within("--rounds", rounds, 1_000),
                processes(addresses));
    }

    private List<TargetAddress> addresses() throws Wrong {
        List<TargetAddress> addresses = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : targets) {
            TargetAddress address = TargetAddress.parse(text)
                    .orElseThrow(
                            () -> new Wrong("a target must be %s, but is '%s'".formatted(TargetAddress.FORM, text)));
            if (!names.add(address.name())) {
                throw new Wrong("two targets are named '" + address.name() + "'");
            }
            addresses.add(address);
        }
        return addresses;
    }

    private List<Cell> cells() throws Wrong {
        int ways = within("--connections", connections, 10_000);
        Pace closed = new Pace.Closed(within("--in-flight", inFlight, 100_000), ways);
        Pace open = new Pace.Open(rate, within("--most-in-flight", mostInFlight, MOST), ways);
        List<Cell> cells = new ArrayList<>();
        for (String name : scenarios) {
            Scenario scenario = Scenario.of(name)
                    .orElseThrow(() ->
                            new Wrong("--scenario must be one of %s, but is '%s'".formatted(Scenario.NAMES, name)));
            mode.of(closed, open).forEach(pace -> cells.add(new Cell(scenario, pace)));
        }
        return cells.stream().distinct().toList();
    }

    private Map<String, Map<String, List<Long>>> processes(List<TargetAddress> addresses) throws Wrong {
        Map<String, Map<String, List<Long>>> byName = new HashMap<>();
        for (String text : pids) {
            int equals = text.indexOf('=');
            String name = text.substring(0, Math.max(0, equals));
            if (addresses.stream().noneMatch(address -> address.name().equals(name))) {
                throw new Wrong("--pid must be NAME=PID with the name of a target, but is '" + text + "'");
            }
            byName.computeIfAbsent(name, _ -> new TreeMap<>())
                    .computeIfAbsent(SERVER, _ -> new ArrayList<>())
                    .add(pid("--pid", text.substring(equals + 1)));
        }
        return byName;
    }
}
