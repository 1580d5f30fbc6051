// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import io.prism.bench.Arguments.Wrong;
import io.prism.bench.dapr.Component;
import io.prism.bench.dapr.DaprBar;
import io.prism.bench.dapr.DaprReport;
import io.prism.bench.dapr.Daprd;
import io.prism.bench.dapr.DaprdProgram;
import io.prism.bench.dapr.NoDaprd;
import io.prism.bench.door.BackendFindings;
import io.prism.bench.door.Depth;
import io.prism.bench.door.Paths;
import io.prism.bench.door.Suite;
import io.prism.bench.rounds.Rounds;
import io.prism.bench.target.TargetAddress;
import io.prism.bench.target.TargetFailure;
import io.prism.bench.target.open.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares a Prism that is already there with a Dapr sidecar, which is started for it. */
@Command(
        name = "bench dapr",
        sortOptions = false,
        description = "Starts a Dapr sidecar, makes the same calls to it and to Prism in turn, and compares them.")
final class DaprCommand extends Measurement {

    @Mixin
    private CommandOptions surroundings = new CommandOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "TARGET",
            description =
                    "BACKEND.WAY=HOST:PORT/NAMESPACE, where BACKEND is memory or redis and WAY is embedded (first) or"
                            + " process")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--daprd", required = true, paramLabel = "PROGRAM", description = "Dapr's sidecar")
    private Path daprd = Path.of("");

    @Option(
            names = "--redis",
            paramLabel = "HOST:PORT",
            description = "the Redis behind Prism's backend redis, for Dapr")
    private String redis = "";

    @Option(
            names = "--folder",
            required = true,
            paramLabel = "FOLDER",
            description = "where the sidecar finds its files and writes its log")
    private Path folder = Path.of("");

    @Option(
            names = "--process",
            paramLabel = "[BACKEND.]ROLE=PID",
            description = "a process to be watched, such as proxy=4711; may be given several times")
    private List<String> processes = new ArrayList<>();

    @Option(names = "--short", description = "less than a minute: shows that it works, measures nothing")
    private boolean brief;

    DaprCommand(BenchContext laboratory) {
        super(laboratory);
    }

    @Override
    CommandOptions surroundings() {
        return surroundings;
    }

    @Override
    void measure(Bench bench) throws Wrong, TargetFailure, IOException, InterruptedException {
        List<Paths> backends = WaysToBackends.read(WaysToBackends.BESIDE_DAPR, targets, processes);
        Map<String, String> components = components(backends);
        DaprdProgram program = program();
        Map<String, String> facts = bench.facts();
        facts.putIfAbsent("Dapr", "version " + program.version());
        Depth depth = brief ? Depth.brief() : Depth.whole();
        try (Daprd sidecar = program.start(folder, components);
                Targets opened = new Targets(bench.vertx())) {
            List<Paths> all =
                    backends.stream().map(paths -> beside(sidecar, paths)).toList();
            facts.putAll(WaysToBackends.flags(all, bench.proc()));
            Rounds rounds =
                    new Rounds(opened, bench.ticks(), bench.proc(), slice -> BenchCommand.progress(bench, slice));
            List<BackendFindings> findings = new Suite(rounds, depth, bench::say).compare(all, DaprBar.SCENARIOS);
            DaprReport report = new DaprReport(facts, findings, !brief);
            report.write(bench.out());
            bench.print(report.plain());
        }
        bench.say(bench.out().resolve(DaprReport.MARKDOWN) + " and " + DaprReport.CSV + " written");
    }

    private DaprdProgram program() throws Wrong, InterruptedException {
        try {
            return DaprdProgram.at(daprd);
        } catch (NoDaprd none) {
            throw new Wrong("--daprd: " + none.getMessage());
        }
    }

    private Map<String, String> components(List<Paths> backends) throws Wrong {
        Map<String, String> all = new LinkedHashMap<>();
        for (Paths paths : backends) {
            String backend = paths.backend();
            all.put(
                    backend,
                    Component.of(backend, redis)
                            .orElseThrow(
                                    () -> new Wrong("Dapr is compared on memory, and with --redis on redis, not on '%s'"
                                            .formatted(backend))));
        }
        return all;
    }

    /** The same backend with Dapr's way to it before the others. */
    private static Paths beside(Daprd sidecar, Paths paths) {
        List<TargetAddress> ways = Stream.concat(
                        Stream.of(TargetAddress.ofDapr(DaprBar.DAPR, sidecar.port(), paths.backend())),
                        paths.targets().stream())
                .toList();
        Map<String, List<Long>> watched = new TreeMap<>(paths.processes());
        watched.put(DaprBar.DAPR, List.of(sidecar.pid()));
        return new Paths(paths.backend(), ways, watched);
    }
}
