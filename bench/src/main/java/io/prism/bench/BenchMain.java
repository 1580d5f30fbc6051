// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import picocli.CommandLine;

/**
 * Starts the load generator. With {@code report}, {@code memory} or {@code dapr} as the first argument it makes that
 * report, else it compares targets. Exit codes: 0 measured, 1 a target does not answer, 2 bad command line.
 */
public final class BenchMain {

    private static final Set<String> NAMES = Set.of("report", "memory", "dapr");

    private BenchMain() {}

    /** Reads the command line and measures. */
    public static void main(String... args) {
        // Libraries that log find this manager on the class path and complain unless it is in use.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        System.exit(console(Path.of("/proc"), Clock.systemUTC(), args).execute(rest(args)));
    }

    /** The command that {@code args} ask for; to be executed with their {@link #rest}. */
    static CommandLine console(Path proc, Clock clock, String... args) {
        BenchContext laboratory = new BenchContext(proc, clock, String.join(" ", args));
        Measurement command = switch (args.length == 0 ? "" : args[0]) {
            case "report" -> new ReportCommand(laboratory);
            case "memory" -> new SoakCommand(laboratory);
            case "dapr" -> new DaprCommand(laboratory);
            default -> new BenchCommand(laboratory);
        };
        return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** What comes after the name of the command. */
    static String[] rest(String... args) {
        boolean named = args.length > 0 && NAMES.contains(args[0]);
        return named ? Arrays.copyOfRange(args, 1, args.length) : args;
    }
}
