// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import io.prism.core.process.ProgramOptions;
import io.prism.core.process.ProgramOptions.Wrong;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the launcher was asked to do.
 *
 * @param help only show {@link #USAGE}
 * @param config the configuration file, absolute
 * @param runDir the folder of this launcher, absolute
 * @param home where the programs are, absolute
 * @param followParent whether to stop when standard input ends, which it does when the parent dies
 */
record CommandLine(boolean help, Path config, Path runDir, Path home, boolean followParent) {

    static final String USAGE = """
            Usage: launcher [-f prism.yaml] [--run-dir DIR] --home DIR [--follow-parent]

              -f, --config FILE  the configuration; default ./prism.yaml
              --run-dir DIR      process id, status and sockets of this launcher; default .prism/run beside FILE
              --home DIR         where the programs are; default: environment variable PRISM_HOME
              --follow-parent    stop when standard input ends
              --help             this text

            Exit codes: 0 ended as it was told; 1 another launcher is running, or the proxy or the registry
            does not start; 2 the command line or the configuration is wrong (nothing was started).
            """;

    private static final Path HERE = Path.of("");

    static CommandLine parse(List<String> arguments, Map<String, String> environment) throws Wrong {
        var options = ProgramOptions.parse(
                Set.of("--config", "--run-dir", "--home"), Set.of("--follow-parent"), arguments.toArray(String[]::new));
        if (options.help()) {
            return new CommandLine(true, HERE, HERE, HERE, false);
        }
        Path file = absolute(options.path("--config").orElse(Path.of("prism.yaml")));
        Path programs = options.path("--home")
                .or(() -> Optional.ofNullable(environment.get("PRISM_HOME"))
                        .filter(text -> !text.isEmpty())
                        .map(Path::of))
                .orElseThrow(() -> new Wrong("--home is missing and PRISM_HOME is not set"));
        return new CommandLine(
                false,
                file,
                absolute(options.path("--run-dir")
                        .orElse(file.resolveSibling(".prism").resolve("run"))),
                absolute(programs),
                options.has("--follow-parent"));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
