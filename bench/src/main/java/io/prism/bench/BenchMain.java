// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;

/** Starts the load generator. Exit codes: 0 measured, 1 a target does not answer, 2 bad command line. */
public final class BenchMain {

    private BenchMain() {}

    /** Reads the command line and measures. */
    public static void main(String... args) {
        // Libraries that log find this manager on the class path and complain unless it is in use.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        System.exit(run(args));
    }

    static int run(String... args) {
        BenchCommand command = new BenchCommand(Path.of("/proc"), Clock.systemUTC(), String.join(" ", args));
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }
}
