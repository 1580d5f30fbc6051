// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import io.prism.launcher.process.FailureKind;
import io.prism.launcher.process.Unstartable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The programs of Prism below one folder, which may be a source tree after a build or an unpacked distribution. For
 * each, a native executable is preferred to a JVM, unless the jar that the JVM would run was built after it.
 *
 * @param home the folder
 * @param java the {@code java} that runs those that are not native
 */
public record Programs(Path home, Path java) {

    /**
     * A program that the launcher starts, and how a JVM runs it: with the whole compiler, since each answers calls; their
     * starts are made short by their AOT caches.
     */
    public enum Program {
        /**
         * The proxy. What a call leaves is garbage at once, so a small young generation serves it as well as a large one
         * and stays resident; the rest of the heap is there for embedded backends that keep their data in it. It tidies its
         * heap itself, see {@code OldGenerationTrimmer}.
         */
        PROXY("proxy-app", "-Xms72m -Xmx512m -Xmn40m"),
        /** The schema registry, likewise. The most is for some schemas of the largest size at one time. */
        REGISTRY("schema-registry", "-Xms48m -Xmx512m -Xmn20m"),
        /** The pattern host. */
        HOST("pattern-apps/host", "-Xmx256m");

        private final String path;
        private final String heap;

        Program(String path, String heap) {
            this.path = path;
            this.heap = heap;
        }
    }

    /**
     * The command line of a program, without its own arguments.
     *
     * @throws IOException when it has not been built, saying what to do
     */
    public List<String> commandLine(Program program) throws IOException {
        return commandLine(program, List.of());
    }

    /**
     * The command line of a program, without its own arguments.
     *
     * @param flags for the JVM, if one runs it; they count before those of the program
     * @throws IOException when it has not been built, saying what to do
     */
    public List<String> commandLine(Program program, List<String> flags) throws IOException {
        Path folder = home.resolve(program.path);
        Path built = folder.resolve("target").resolve("quarkus-app").resolve("quarkus-run.jar");
        Optional<Path> executable = executable(folder, built);
        if (executable.isPresent()) {
            return List.of(executable.get().toString());
        }
        for (Path jar : List.of(built, folder.resolve("quarkus-run.jar"))) {
            if (Files.isRegularFile(jar)) {
                return jvm(program, jar, flags);
            }
        }
        throw new Unstartable(
                FailureKind.EXECUTABLE_NOT_FOUND,
                "no program in %s; build it with './mvnw -Dquick package -pl %s -am' or give another --home"
                        .formatted(folder, program.path));
    }

    private static Optional<Path> executable(Path folder, Path jar) throws IOException {
        Path target = folder.resolve("target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> runners = Files.newDirectoryStream(target, "*-runner")) {
                for (Path runner : runners) {
                    if (runnable(runner) && !outdated(runner, jar)) {
                        return Optional.of(runner);
                    }
                }
            }
        }
        Path packaged = folder.resolve(folder.getFileName());
        return Optional.of(packaged).filter(Programs::runnable);
    }

    private static boolean outdated(Path runner, Path jar) throws IOException {
        return Files.isRegularFile(jar)
                && Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(runner)) > 0;
    }

    private static boolean runnable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private List<String> jvm(Program program, Path jar, List<String> flags) {
        List<String> line = new ArrayList<>(List.of(java.toString(), "-XX:+UseSerialGC"));
        line.addAll(List.of(program.heap.split(" ", -1)));
        if (program == Program.HOST) {
            // One that has run out of memory is better started again than left limping.
            line.add("-XX:+ExitOnOutOfMemoryError");
        }
        line.addAll(flags);
        line.add("--enable-native-access=ALL-UNNAMED");
        line.add("--sun-misc-unsafe-memory-access=allow");
        Path sqlite = jar.resolveSibling("sqlite");
        if (Files.isDirectory(sqlite)) {
            // Else each process unpacks it for itself: see .mvn/unpack-sqlite.
            line.add("-Dorg.sqlite.lib.path=" + sqlite);
            line.add("-Dorg.sqlite.lib.name=libsqlitejdbc.so");
        }
        Path cache = jar.resolveSibling("app.aot");
        if (Files.isRegularFile(cache)) {
            line.add("-XX:AOTCache=" + cache);
        }
        line.add("-jar");
        line.add(jar.toString());
        return List.copyOf(line);
    }
}
