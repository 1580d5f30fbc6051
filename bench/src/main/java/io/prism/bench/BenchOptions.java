// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import io.prism.bench.load.Timing;
import io.prism.bench.rounds.Cell;
import io.prism.bench.rounds.Plan;
import io.prism.bench.target.KeyValueTarget;
import io.prism.bench.target.Scenario;
import io.prism.bench.target.TargetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

        private List<Cell.Mode> loops() {
            return switch (this) {
                case OPEN -> List.of(Cell.Mode.OPEN);
                case CLOSED -> List.of(Cell.Mode.CLOSED);
                case BOTH -> List.of(Cell.Mode.CLOSED, Cell.Mode.OPEN);
            };
        }
    }

    private static final Duration SHORT_WARM_UP = Duration.ofMillis(500);
    private static final Duration SHORT_MEASURED = Duration.ofMillis(1_500);
    private static final int MOST = 1_000_000;

    @Parameters(
            arity = "1..*",
            paramLabel = "TARGET",
            description = TargetAddress.FORM + "; the first is what the others are compared with")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--scenario",
            split = ",",
            paramLabel = "NAME",
            description = "get-64, set-64, get-1k, set-1k (default: all)")
    private List<String> scenarios =
            Arrays.stream(Scenario.values()).map(Scenario::label).toList();

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

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "event loops of the generator (default: half of the cores)")
    private int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    @Option(
            names = "--pid",
            paramLabel = "NAME=PID",
            description = "a process behind target NAME, for CPU and memory; may be given several times")
    private List<String> pids = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FOLDER", description = "where the reports go (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("target", "bench");

    /** A value that cannot be used; the message says which and why. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    Path out() {
        return out;
    }

    int threads() throws Wrong {
        return within("--threads", threads, 1_024);
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
                new Plan.Load(
                        rate, within("--most-in-flight", mostInFlight, MOST), within("--in-flight", inFlight, 100_000)),
                new KeyValueTarget.Use(
                        within("--connections", connections, 10_000), within("--keys", keys, MOST), patience),
                new Timing(
                        brief ? SHORT_WARM_UP : time("--warm-up", warmUp),
                        brief ? SHORT_MEASURED : time("--duration", duration),
                        patience),
                brief ? 1 : within("--rounds", rounds, 1_000),
                pids(addresses));
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
        List<Cell> cells = new ArrayList<>();
        for (String name : scenarios) {
            Scenario scenario = Scenario.of(name)
                    .orElseThrow(() ->
                            new Wrong("--scenario must be get-64, set-64, get-1k or set-1k, but is '" + name + "'"));
            mode.loops().forEach(one -> cells.add(new Cell(scenario, one)));
        }
        return cells.stream().distinct().toList();
    }

    private Map<String, List<Long>> pids(List<TargetAddress> addresses) throws Wrong {
        Map<String, List<Long>> byName = new HashMap<>();
        for (String text : pids) {
            int equals = text.indexOf('=');
            String name = text.substring(0, Math.max(0, equals));
            if (addresses.stream().noneMatch(address -> address.name().equals(name))) {
                throw new Wrong("--pid must be NAME=PID with the name of a target, but is '" + text + "'");
            }
            byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(pid(text.substring(equals + 1)));
        }
        return byName;
    }

    private static long pid(String text) throws Wrong {
        Long pid = text.matches("\\d{1,10}") ? Long.valueOf(text) : null;
        if (pid == null || ProcessHandle.of(pid).isEmpty()) {
            throw new Wrong("--pid: there is no process '" + text + "'");
        }
        return pid;
    }

    private static int within(String option, int value, int most) throws Wrong {
        if (value < 1 || value > most) {
            throw new Wrong("%s must be 1 to %d, but is %d".formatted(option, most, value));
        }
        return value;
    }

    private static Duration time(String option, String text) throws Wrong {
        Duration time = parse(text);
        if (time == null) {
            throw new Wrong(
                    "%s must be a time from 1ms to 1h, such as 500ms, 10s or 2m, but is '%s'".formatted(option, text));
        }
        return time;
    }

    private static @Nullable Duration parse(String text) {
        if (!text.matches("\\d{1,7}(ms|s|m|h)")) {
            return null;
        }
        long number = Long.parseLong(text.replaceAll("\\D", ""));
        Duration time = switch (text.replaceAll("\\d", "")) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        return time.isPositive() && time.compareTo(Duration.ofHours(1)) <= 0 ? time : null;
    }
}
