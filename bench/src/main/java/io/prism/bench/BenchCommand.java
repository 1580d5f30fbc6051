// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import io.prism.bench.Arguments.Wrong;
import io.prism.bench.report.Report;
import io.prism.bench.rounds.Plan;
import io.prism.bench.rounds.Rounds;
import io.prism.bench.rounds.Slice;
import io.prism.bench.target.TargetAddress;
import io.prism.bench.target.TargetFailure;
import io.prism.bench.target.open.Targets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Compares targets that are already there. */
@Command(
        name = "bench",
        sortOptions = false,
        description = "Measures KeyValue over gRPC at several targets in turn and compares them.")
final class BenchCommand extends Measurement {

    @Mixin
    private BenchOptions options = new BenchOptions();

    BenchCommand(BenchContext laboratory) {
        super(laboratory);
    }

    @Override
    CommandOptions surroundings() {
        return options.surroundings();
    }

    @Override
    void measure(Bench bench) throws Wrong, TargetFailure, IOException, InterruptedException {
        Plan plan = options.plan();
        Map<String, String> facts = bench.facts();
        plan.targets().forEach(target -> facts.put("target `" + target.name() + "`", about(plan, target)));
        try (Targets targets = new Targets(bench.vertx())) {
            Rounds rounds = new Rounds(targets, bench.ticks(), bench.proc(), slice -> progress(bench, slice));
            Report report = new Report(
                    facts, plan.targets().stream().map(TargetAddress::name).toList(), rounds.run(plan));
            bench.print(report.plain());
            report.write(bench.out());
        }
        bench.say(bench.out().resolve(Report.MARKDOWN) + " and " + Report.CSV + " written");
    }

    private static String about(Plan plan, TargetAddress target) {
        List<Long> pids = plan.processes().getOrDefault(target.name(), Map.of()).values().stream()
                .flatMap(List::stream)
                .toList();
        return "%s, namespace %s%s"
                .formatted(target.place(), target.namespace(), pids.isEmpty() ? "" : ", processes " + pids);
    }

    static void progress(Measurement.Bench bench, Slice slice) {
        bench.say("%s, round %d, %s: %.0f %s/s"
                .formatted(
                        slice.cell().label(),
                        slice.round(),
                        slice.target(),
                        slice.perSecond(),
                        slice.cell().scenario().countsMessages() ? "messages" : "answers"));
    }
}
