// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import io.prism.bench.Arguments.Wrong;
import io.prism.bench.door.MemoryReport;
import io.prism.bench.soak.Soak;
import io.prism.bench.soak.Soak.Point;
import io.prism.bench.target.BenchTarget;
import io.prism.bench.target.TargetAddress;
import io.prism.bench.target.TargetFailure;
import io.prism.bench.target.Use;
import io.prism.bench.target.open.Targets;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the report on the proxy's memory, on a Prism that is already there. */
@Command(
        name = "bench memory",
        sortOptions = false,
        description = "Makes many calls over many connections and writes down what the proxy's memory does.")
final class SoakCommand extends Measurement {

    private static final int KEYS = 1_000;
    private static final long ASKED_CALLS = 10_000_000;
    private static final int ASKED_CONNECTIONS = 1_000;
    private static final int MOST_CALLS = 1_000_000_000;

    @Mixin
    private CommandOptions surroundings = new CommandOptions();

    @Parameters(arity = "1", paramLabel = "TARGET", description = TargetAddress.FORM)
    private String target = "";

    @Option(names = "--pid", required = true, paramLabel = "PID", description = "the process to look at")
    private String pid = "";

    @Option(names = "--calls", paramLabel = "N", description = "how many (default: ${DEFAULT-VALUE})")
    private int calls = (int) ASKED_CALLS;

    @Option(names = "--connections", paramLabel = "N", description = "HTTP/2 connections (default: ${DEFAULT-VALUE})")
    private int connections = ASKED_CONNECTIONS;

    @Option(names = "--in-flight", paramLabel = "N", description = "calls at any time (default: ${DEFAULT-VALUE})")
    private int inFlight = 4 * ASKED_CONNECTIONS;

    @Option(names = "--part", paramLabel = "TIME", description = "between two looks (default: ${DEFAULT-VALUE})")
    private String part = "5s";

    SoakCommand(BenchContext laboratory) {
        super(laboratory);
    }

    @Override
    CommandOptions surroundings() {
        return surroundings;
    }

    @Override
    void measure(Bench bench) throws Wrong, TargetFailure, IOException, InterruptedException {
        TargetAddress address = TargetAddress.parse(target)
                .orElseThrow(() -> new Wrong("a target must be %s, but is '%s'".formatted(TargetAddress.FORM, target)));
        long watched = Arguments.pid("--pid", pid);
        int most = Arguments.within("--calls", calls, MOST_CALLS);
        Duration look = Arguments.time("--part", part);
        Use use = new Use(Arguments.within("--connections", connections, 10_000), KEYS, Duration.ofSeconds(10));
        int lanes = Arguments.within("--in-flight", inFlight, 100_000);
        if (lanes < use.connections()) {
            throw new Wrong("--in-flight must be --connections or more, or some of these would not be used");
        }
        Map<String, String> facts = bench.facts();
        facts.put("connections", Integer.toString(use.connections()));
        facts.put("calls in flight", Integer.toString(lanes));
        facts.putAll(WaysToBackends.flags(bench.proc(), "proxy", watched));
        try (Targets targets = new Targets(bench.vertx());
                BenchTarget opened = targets.open(address, use)) {
            Soak soak = new Soak(bench.ticks(), bench.proc(), watched, point -> progress(bench, point));
            List<Point> points = soak.run(opened, use, lanes, most, look);
            MemoryReport report =
                    new MemoryReport(facts, points, most >= ASKED_CALLS && use.connections() >= ASKED_CONNECTIONS);
            report.write(bench.out());
            bench.print(report.plain());
        }
        bench.say(bench.out().resolve(MemoryReport.MARKDOWN) + ", " + MemoryReport.CSV + " and a chart written");
    }

    private static void progress(Bench bench, Point point) {
        bench.say("%,d calls, %.0f answers/s, %d KiB resident, %.1f µs a call"
                .formatted(point.calls(), point.perSecond(), point.residentKib(), point.cpuMicros()));
    }
}
