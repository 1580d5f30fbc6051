// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import io.prism.core.binding.BindingSpec;
import io.prism.core.config.HostPort;
import io.prism.core.config.Manifest;
import io.prism.core.config.ProcessLimits;
import io.prism.core.config.RegistryConfig;
import io.prism.core.config.read.PatternFolder;
import io.prism.core.process.ProcessKey;
import io.prism.launcher.limit.Cgroups;
import io.prism.launcher.limit.Limiter;
import io.prism.launcher.place.Programs;
import io.prism.launcher.place.Programs.Program;
import io.prism.launcher.place.RunDir;
import io.prism.launcher.probe.LifecycleProcess;
import io.prism.launcher.probe.PatternProgram;
import io.prism.launcher.probe.PatternProgram.SpareHosts;
import io.prism.launcher.probe.ServerProbe;
import io.prism.launcher.probe.ServerProgram;
import io.prism.launcher.process.Environment;
import io.prism.launcher.process.FailureKind;
import io.prism.launcher.process.LaunchableProgram;
import io.prism.launcher.process.Orphans;
import io.prism.launcher.process.ProcessCommand;
import io.prism.launcher.process.Unstartable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How each program is called. All run in the folder of the configuration file, so that its relative paths hold. */
final class Commands {

    private static final Logger OUTPUT = LoggerFactory.getLogger("io.prism.launcher.output");

    private static final int LONGEST_KEY = 280;

    private final CommandLine line;
    private final RegistryConfig registry;
    private final RunDir runDir;
    private final Vertx vertx;
    private final Programs programs;
    private final ProcessLimits limits;
    private final Optional<Cgroups> groups;
    private final Limiter limiter;
    private final PatternFolder patterns;
    private final Map<String, String> environment = System.getenv();
    private final Map<String, String> telemetry;

    Commands(Launch launch, Vertx vertx) {
        this.line = launch.line();
        this.registry = launch.config().registry();
        this.runDir = launch.runDir();
        this.patterns = launch.patterns();
        this.vertx = vertx;
        this.programs = new Programs(line.home(), java());
        this.limits = launch.config().launcher().limits();
        boolean bounded = Stream.concat(
                        Stream.of(limits),
                        patterns.manifests().values().stream().map(Manifest::limits))
                .anyMatch(some -> some.memoryBytes() > 0 || some.cpus() > 0);
        this.groups = bounded ? Cgroups.delegated(Path.of("/proc/self")) : Optional.empty();
        this.limiter = new Limiter(limits, groups);
        this.telemetry = TelemetryVariables.of(launch.config().proxy().observe().tracing(), environment);
    }

    /** The proxy; it sees the whole environment, since embedded bindings may refer to it. */
    LaunchableProgram proxy(HostPort launcher) {
        Path file = runDir.file("proxy.endpoint");
        return failures -> {
            ProcessCommand command = command(
                    Program.PROXY,
                    environment,
                    List.of(
                            "-f",
                            line.config().toString(),
                            "--launcher",
                            launcher.toString(),
                            "--endpoint-file",
                            file.toString(),
                            "--follow-parent"));
            return new ServerProgram(command, file, ServerProbe.grpc(vertx), output(Stack.PROXY)).begin(failures);
        };
    }

    LaunchableProgram registry() {
        Path file = runDir.file("registry.endpoint");
        return failures -> {
            List<String> arguments = new ArrayList<>(List.of(
                    "--listen",
                    registry.listen().toString(),
                    "--management",
                    registry.management().toString(),
                    "--endpoint-file",
                    file.toString(),
                    "--follow-parent",
                    "--store",
                    registry.store()));
            // Only where the password is: command lines can be seen by everybody on the machine.
            registry.storePassword().ifPresent(where -> arguments.addAll(List.of("--store-password", where)));
            Map<String, String> variables =
                    new HashMap<>(reduced(registry.storePassword().orElse("")));
            variables.putAll(registry.variables());
            ProcessCommand command = command(Program.REGISTRY, variables, arguments);
            return new ServerProgram(command, file, ServerProbe.http(vertx), output(Stack.REGISTRY)).begin(failures);
        };
    }

    LaunchableProgram pattern(ProcessKey key, Supplier<List<BindingSpec>> bindings, SpareHosts spares) {
        Optional<Manifest> manifest = patterns.manifest(key.pattern());
        if (manifest.isPresent()) {
            // A spare is a pattern host of ours, which cannot become a program of its own.
            Limiter own = new Limiter(manifest.get().limits().or(limits), groups);
            var tools = new PatternProgram.Tools(vertx, Commands::output, own, Optional::empty);
            return new PatternProgram(key, () -> own(manifest.get()), bindings, runDir::nextSocket, tools);
        }
        return new PatternProgram(
                key,
                () -> command(Program.HOST, reduced(""), List.of()),
                bindings,
                runDir::nextSocket,
                new PatternProgram.Tools(vertx, Commands::output, limiter, spares));
    }

    /** A pattern host that is told later what it serves. Its name leaves room for the key that it will show instead. */
    LifecycleProcess spare(String name) throws IOException {
        Path socket = runDir.nextSocket();
        ProcessCommand found = command(Program.HOST, reduced(""), List.of("--rehearse"));
        String room = name + " ".repeat(LONGEST_KEY - name.length());
        return LifecycleProcess.spawn(
                PatternProgram.withArguments(found, socket, room), socket, vertx, limiter, output(name));
    }

    private ProcessCommand own(Manifest manifest) throws Unstartable {
        Path executable = manifest.executable();
        if (!Files.isRegularFile(executable)) {
            throw new Unstartable(
                    FailureKind.EXECUTABLE_NOT_FOUND, "the executable %s does not exist".formatted(executable));
        }
        if (!Files.isExecutable(executable)) {
            throw new Unstartable(
                    FailureKind.EXECUTABLE_NOT_RUNNABLE,
                    "%s may not be executed; chmod +x %s".formatted(executable, executable));
        }
        Map<String, String> variables = new HashMap<>(reduced(""));
        variables.putAll(manifest.environment());
        return new ProcessCommand(
                List.of(executable.toString()), Orphans.marked(variables, runDir.dir()), manifest.folder());
    }

    private ProcessCommand command(Program program, Map<String, String> variables, List<String> arguments)
            throws IOException {
        List<String> whole = new ArrayList<>(
                programs.commandLine(program, program == Program.HOST ? limiter.jvmFlags() : List.of()));
        whole.addAll(arguments);
        Path folder = line.config().toAbsolutePath().getParent();
        return new ProcessCommand(
                whole, Orphans.marked(variables, runDir.dir()), folder == null ? Path.of("/") : folder);
    }

    /** What a program needs of the environment, for itself and for an option that refers to it. */
    private Map<String, String> reduced(String option) {
        Map<String, String> variables = new HashMap<>(Environment.reduced(environment, option));
        variables.putAll(telemetry);
        return variables;
    }

    private static Consumer<String> output(String processId) {
        return text -> OUTPUT.info("{} | {}", processId, text);
    }

    // A native launcher has no java.home; its programs are native too, or a JVM is on the PATH.
    private static Path java() {
        return Optional.ofNullable(System.getProperty("java.home"))
                .or(() -> Optional.ofNullable(System.getenv("JAVA_HOME")))
                .map(home -> Path.of(home, "bin", "java"))
                .orElse(Path.of("java"));
    }
}
