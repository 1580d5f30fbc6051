// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import io.grpc.MethodDescriptor;
import io.prism.bench.Arguments.Wrong;
import io.prism.bench.observe.Machine;
import io.prism.bench.observe.ProcFiles;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that all commands have: what they run on, where they write, and what is said of it. */
final class CommandOptions {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "event loops of the generator (default: half of the cores)")
    private int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    @Option(names = "--out", paramLabel = "FOLDER", description = "where the reports go (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("target", "bench");

    @Option(
            names = "--fact",
            paramLabel = "NAME=TEXT",
            description = "something else that the report shall say of the run; may be given several times")
    private List<String> facts = new ArrayList<>();

    Path out() {
        return out;
    }

    /** Event loops for the calls; to be closed. */
    Vertx vertx() throws Wrong {
        return Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(Arguments.within("--threads", threads, 1_024)));
    }

    /** Date, machine, versions and what was given by {@code --fact}, in the order to print them. */
    Map<String, String> facts(ProcFiles proc, Clock clock, String line) throws Wrong {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("date", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("command line", "`bench " + line + "`");
        for (String fact : facts) {
            int equals = fact.indexOf('=');
            if (equals < 1) {
                throw new Wrong("--fact must be NAME=TEXT, but is '" + fact + "'");
            }
            all.put(fact.substring(0, equals), fact.substring(equals + 1));
        }
        all.putAll(Machine.facts(proc));
        all.put(
                "versions",
                "bench %s, Vert.x %s (client), grpc-java %s (stubs)"
                        .formatted(
                                version(CommandOptions.class), version(Vertx.class), version(MethodDescriptor.class)));
        return all;
    }

    private static String version(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("unpackaged");
    }
}
