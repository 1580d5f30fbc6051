// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import io.prism.bench.Arguments.Wrong;
import io.prism.bench.door.BackendFindings;
import io.prism.bench.door.Depth;
import io.prism.bench.door.DoorReport;
import io.prism.bench.door.Paths;
import io.prism.bench.door.RedisBenchmark;
import io.prism.bench.door.Suite;
import io.prism.bench.report.TextTable;
import io.prism.bench.rounds.Rounds;
import io.prism.bench.target.TargetFailure;
import io.prism.bench.target.open.Targets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the whole report on a Prism that is already there. */
@Command(
        name = "bench report",
        sortOptions = false,
        description =
                "Measures all ways to each backend and writes the report on the door: table, charts, raw figures.")
final class ReportCommand extends Measurement {

    private static final Pattern SERVER = Pattern.compile("(?<host>[A-Za-z0-9._-]+):(?<port>\\d{1,5})");
    private static final int CALLS = 200_000;
    private static final int FEW_CALLS = 2_000;

    @Mixin
    private CommandOptions surroundings = new CommandOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "TARGET",
            description =
                    "BACKEND.WAY=PLACE/NAMESPACE for each way to each backend, where WAY is alone (first), direct,"
                            + " embedded or process, and PLACE is HOST:PORT, unix:/PATH, driver:memory or"
                            + " driver:redis://HOST:PORT; the bar is about the first backend")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--process",
            paramLabel = "[BACKEND.]ROLE=PID",
            description = "a process to be watched, such as proxy=4711; may be given several times")
    private List<String> processes = new ArrayList<>();

    @Option(
            names = "--redis-benchmark",
            paramLabel = "HOST:PORT",
            description = "a Redis to run redis-benchmark against")
    private String redis = "";

    @Option(names = "--short", description = "less than a minute: shows that it works, measures nothing")
    private boolean brief;

    ReportCommand(BenchContext laboratory) {
        super(laboratory);
    }

    @Override
    CommandOptions surroundings() {
        return surroundings;
    }

    @Override
    void measure(Bench bench) throws Wrong, TargetFailure, IOException, InterruptedException {
        List<Paths> backends = WaysToBackends.read(WaysToBackends.OF_THE_DOOR, targets, processes);
        Optional<RedisBenchmark> limit = redis.isEmpty() ? Optional.empty() : Optional.of(server());
        Map<String, String> facts = bench.facts();
        facts.putAll(WaysToBackends.flags(backends, bench.proc()));
        Depth depth = brief ? Depth.brief() : Depth.whole();
        try (Targets opened = new Targets(bench.vertx())) {
            Rounds rounds =
                    new Rounds(opened, bench.ticks(), bench.proc(), slice -> BenchCommand.progress(bench, slice));
            List<BackendFindings> findings = new Suite(rounds, depth, bench::say).run(backends);
            Optional<TextTable> table = Optional.empty();
            if (limit.isPresent()) {
                bench.say("redis-benchmark");
                table = Optional.of(limit.get().run(brief ? FEW_CALLS : CALLS, depth.keys()));
            }
            DoorReport report = new DoorReport(facts, findings, table, !brief);
            report.write(bench.out());
            bench.print(report.plain());
        }
        bench.say(bench.out().resolve(DoorReport.MARKDOWN) + ", " + DoorReport.CSV + " and charts written");
    }

    private RedisBenchmark server() throws Wrong {
        Matcher matcher = SERVER.matcher(redis);
        if (!matcher.matches()) {
            throw new Wrong("--redis-benchmark must be HOST:PORT, but is '" + redis + "'");
        }
        return new RedisBenchmark(
                matcher.group("host"),
                Arguments.within("--redis-benchmark", Integer.parseInt(matcher.group("port")), 65_535));
    }
}
