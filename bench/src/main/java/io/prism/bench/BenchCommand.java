// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import io.grpc.MethodDescriptor;
import io.prism.bench.load.Ticks;
import io.prism.bench.observe.Machine;
import io.prism.bench.observe.ProcFiles;
import io.prism.bench.report.Report;
import io.prism.bench.rounds.Plan;
import io.prism.bench.rounds.Rounds;
import io.prism.bench.rounds.Slice;
import io.prism.bench.target.TargetAddress;
import io.prism.bench.target.TargetFailure;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The one command of the load generator. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = false,
        sortOptions = false,
        description = "Measures KeyValue over gRPC at several targets in turn and compares them.")
final class BenchCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    @SuppressWarnings("UnusedVariable") // Picocli acts on it by itself.
    private boolean help;

    private final ProcFiles proc;
    private final Clock clock;
    private final String line;
    private @Spec CommandSpec spec = CommandSpec.create();

    BenchCommand(Path proc, Clock clock, String line) {
        this.proc = new ProcFiles(proc);
        this.clock = clock;
        this.line = line;
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandLine console = spec.commandLine();
        Vertx vertx = null;
        try {
            Plan plan = options.plan();
            vertx = Vertx.vertx(
                    new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(options.threads()));
            Rounds rounds = new Rounds(vertx, Ticks.system(), proc, slice -> progress(console.getErr(), slice));
            Report report = report(plan, rounds.run(plan));
            console.getOut().print(report.plain());
            console.getOut().flush();
            report.write(options.out());
            console.getErr()
                    .println("bench: " + options.out().resolve(Report.MARKDOWN) + " and " + Report.CSV + " written");
            return CommandLine.ExitCode.OK;
        } catch (BenchOptions.Wrong wrong) {
            throw new ParameterException(console, wrong.getMessage(), wrong);
        } catch (TargetFailure | IOException failed) {
            console.getErr().println("bench: " + failed.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        } finally {
            Optional.ofNullable(vertx).ifPresent(Vertx::close);
        }
    }

    private Report report(Plan plan, List<Slice> slices) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("command line", "`bench " + line + "`");
        plan.targets().forEach(target -> facts.put("target `" + target.name() + "`", about(plan, target)));
        facts.putAll(Machine.facts(proc));
        facts.put(
                "versions",
                "bench %s, Vert.x %s (client), grpc-java %s (stubs)"
                        .formatted(version(BenchCommand.class), version(Vertx.class), version(MethodDescriptor.class)));
        return new Report(
                facts, plan.targets().stream().map(TargetAddress::name).toList(), slices);
    }

    private static String about(Plan plan, TargetAddress target) {
        List<Long> pids = plan.pids().getOrDefault(target.name(), List.of());
        return "%s, namespace %s%s"
                .formatted(target.place(), target.namespace(), pids.isEmpty() ? "" : ", processes " + pids);
    }

    private static String version(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("unpackaged");
    }

    private static void progress(PrintWriter to, Slice slice) {
        to.printf(
                "bench: %s, round %d, %s: %.0f answers/s%n",
                slice.cell().label(),
                slice.round(),
                slice.target(),
                slice.sample().perSecond());
        to.flush();
    }
}
