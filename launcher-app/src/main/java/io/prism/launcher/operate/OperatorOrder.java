// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.operate;

import io.prism.contracts.launcher.IsolationLevel;
import io.prism.contracts.launcher.LaunchRequest;
import io.prism.contracts.launcher.ResetRequest;
import io.prism.contracts.launcher.TerminateRequest;
import io.prism.core.config.Isolation;
import io.prism.core.process.ProgramOptions;
import io.prism.core.process.ProgramOptions.Wrong;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a person wants of a launcher that runs.
 *
 * @param runDir the folder of that launcher
 * @param request what to ask it
 */
record OperatorOrder(Path runDir, Request request) {

    static final String USAGE = """
            Usage: launcher COMMAND ... --run-dir DIR

              launch PATTERN NAMESPACE [--isolation none|namespace|session] [--session SESSION]
              end PROCESS [--force]      finish its calls and end it; --force kills it at once
              reset PROCESS              start a process again that was given up
            """;

    private static final Set<String> COMMANDS = Set.of("launch", "end", "reset");

    /** A request to the launcher. */
    sealed interface Request {
        /** Makes sure that a process runs. */
        record Launch(LaunchRequest request) implements Request {}

        /** Ends a process. */
        record End(TerminateRequest request) implements Request {}

        /** Closes a breaker. */
        record Reset(ResetRequest request) implements Request {}
    }

    /** Whether a command line is one of these rather than the start of a launcher. */
    static boolean names(List<String> arguments) {
        return !arguments.isEmpty() && COMMANDS.contains(arguments.getFirst());
    }

    static OperatorOrder parse(List<String> arguments) throws Wrong {
        List<String> names =
                arguments.stream().takeWhile(word -> !word.startsWith("-")).toList();
        String[] rest = arguments.subList(names.size(), arguments.size()).toArray(String[]::new);
        ProgramOptions options =
                ProgramOptions.parse(Set.of("--run-dir", "--isolation", "--session"), Set.of("--force"), rest);
        Path runDir = options.path("--run-dir").orElseThrow(() -> new Wrong("--run-dir is missing"));
        return new OperatorOrder(runDir, request(names, options));
    }

    private static Request request(List<String> names, ProgramOptions options) throws Wrong {
        return switch (names.getFirst()) {
            case "launch" -> {
                count(names, 3, "a pattern and a namespace");
                yield new Request.Launch(LaunchRequest.newBuilder()
                        .setPatternName(names.get(1))
                        .setNamespace(names.get(2))
                        .setIsolation(isolation(options))
                        .setSessionId(options.text("--session").orElse(""))
                        .build());
            }
            case "end" -> {
                count(names, 2, "a process");
                yield new Request.End(TerminateRequest.newBuilder()
                        .setProcessId(names.get(1))
                        .setForce(options.has("--force"))
                        .build());
            }
            default -> {
                count(names, 2, "a process");
                yield new Request.Reset(
                        ResetRequest.newBuilder().setProcessId(names.get(1)).build());
            }
        };
    }

    private static void count(List<String> names, int wanted, String what) throws Wrong {
        if (names.size() != wanted) {
            throw new Wrong("'%s' needs %s".formatted(names.getFirst(), what));
        }
    }

    private static IsolationLevel isolation(ProgramOptions options) throws Wrong {
        String text = options.text("--isolation").orElse("");
        if (text.isEmpty()) {
            return options.text("--session").isPresent()
                    ? IsolationLevel.ISOLATION_SESSION
                    : IsolationLevel.ISOLATION_LEVEL_UNSPECIFIED;
        }
        Isolation isolation = Isolation.parse(text)
                .filter(level -> level != Isolation.EMBEDDED)
                .orElseThrow(() -> new Wrong("--isolation must be none, namespace or session, but is '" + text + "'"));
        return IsolationLevel.forNumber(isolation.ordinal());
    }
}
