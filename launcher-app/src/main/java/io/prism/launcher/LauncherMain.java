// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import io.prism.core.config.HostPort;
import io.prism.core.config.ObserveConfig.Tracing;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.read.PatternFolder;
import io.prism.core.config.read.PrismConfigFile;
import io.prism.core.process.CollectorVariables;
import io.prism.core.process.ProgramOptions.Wrong;
import io.prism.launcher.operate.Operator;
import io.prism.launcher.place.RunDir;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The launcher's entry. Everything that can be wrong from outside is found here, before Quarkus starts and before
 * anything is written: the command line, the configuration, another launcher.
 */
@QuarkusMain
public final class LauncherMain {

    private static final int FAILED = 1;
    private static final int WRONG = 2;

    // The way from here into the container, which makes its beans without asking us.
    private static final AtomicReference<Launch> LAUNCH = new AtomicReference<>();

    private LauncherMain() {}

    /** Runs the launcher; see {@code --help}. */
    public static void main(String... arguments) {
        if (Operator.isFor(List.of(arguments))) {
            System.exit(Operator.run(List.of(arguments), System.out, System.err));
        }
        try {
            CommandLine line = CommandLine.parse(List.of(arguments), System.getenv());
            if (line.help()) {
                System.out.print(CommandLine.USAGE);
                return;
            }
            PatternFolder patterns = PatternFolder.beside(line.config());
            PrismConfig config = PrismConfigFile.load(line.config(), patterns.catalogue());
            run(new Launch(line, config, patterns, RunDir.take(line.runDir())));
        } catch (Wrong e) {
            System.err.println("launcher: " + e.getMessage());
            System.err.print(CommandLine.USAGE);
            System.exit(WRONG);
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG);
        } catch (IOException e) {
            System.err.println("launcher: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    /** What was settled here. */
    static Launch launch() {
        Launch launch = LAUNCH.get();
        if (launch == null) {
            throw new IllegalStateException("the launcher was not started by its main method");
        }
        return launch;
    }

    private static void run(Launch launch) {
        LAUNCH.set(launch);
        listen("quarkus.http", launch.config().launcher().listen());
        listen("quarkus.management", launch.config().launcher().management());
        trace(launch.config().proxy().observe().tracing());
        Quarkus.run(LauncherApplication.class, LauncherMain::exit);
    }

    // What its programs get as variables the launcher gives to itself as properties of the same names.
    private static void trace(Tracing tracing) {
        Map<String, String> environment = System.getenv();
        Map<String, String> variables = TelemetryVariables.of(tracing, environment);
        variables.forEach((name, value) -> {
            if (!environment.containsKey(name)) {
                System.setProperty(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        System.setProperty("quarkus.otel.sdk.disabled", Boolean.toString(!CollectorVariables.ask(variables)));
    }

    private static void listen(String prefix, HostPort at) {
        System.setProperty(prefix + ".host", at.host());
        System.setProperty(prefix + ".port", Integer.toString(at.port()));
    }

    // Called at the very end, also when Quarkus could not start, such as for a port in use.
    private static void exit(int code, Throwable problem) {
        try {
            launch().runDir().close();
        } catch (IOException e) {
            System.err.println("launcher: the run directory could not be cleared: " + e.getMessage());
        }
        System.exit(problem == null ? code : FAILED);
    }
}
