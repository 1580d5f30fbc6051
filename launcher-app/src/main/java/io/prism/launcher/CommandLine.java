// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** A command line that makes no sense; the message says why. */
    static final class Wrong extends Exception {
        Wrong(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    static CommandLine parse(List<String> arguments, Map<String, String> environment) throws Wrong {
        Optional<Path> config = Optional.empty();
        Optional<Path> runDir = Optional.empty();
        Optional<Path> home = Optional.empty();
        boolean followParent = false;
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            String option = left.removeFirst();
            switch (option) {
                case "--help", "-h" -> {
                    return new CommandLine(true, HERE, HERE, HERE, false);
                }
                case "-f", "--config" -> config = Optional.of(path(option, left));
                case "--run-dir" -> runDir = Optional.of(path(option, left));
                case "--home" -> home = Optional.of(path(option, left));
                case "--follow-parent" -> followParent = true;
                default -> throw new Wrong("unknown argument '%s'".formatted(option));
            }
        }
        Path file = absolute(config.orElse(Path.of("prism.yaml")));
        Path programs = home.or(() -> Optional.ofNullable(environment.get("PRISM_HOME"))
                        .filter(text -> !text.isEmpty())
                        .map(Path::of))
                .orElseThrow(() -> new Wrong("--home is missing and PRISM_HOME is not set"));
        return new CommandLine(
                false,
                file,
                absolute(runDir.orElse(file.resolveSibling(".prism").resolve("run"))),
                absolute(programs),
                followParent);
    }

    private static Path path(String option, Deque<String> left) throws Wrong {
        String text = left.pollFirst();
        if (text == null || text.isEmpty()) {
            throw new Wrong(option + " needs a path");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Wrong("%s is not a path: %s".formatted(option, e.getMessage()));
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
