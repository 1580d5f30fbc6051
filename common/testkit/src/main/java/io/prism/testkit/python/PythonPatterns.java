// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.python;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Installs patterns that are written in Python, with what protoc makes of our protos. Safe for use by many threads. */
public final class PythonPatterns {

    /** What {@link #canServe} looks for, to be read by people. */
    public static final String NEEDS =
            "needs /usr/bin/python3 with python3-grpcio, protoc and grpc_python_plugin (Debian:"
                    + " python3-grpcio python3-protobuf protobuf-compiler protobuf-compiler-grpc)";

    private static final Path ROOT = Path.of(requireNonNull(System.getProperty("prism.root"), "prism.root is not set"));
    private static final Path PROTOS = ROOT.resolve("common/contracts/src/main/proto");

    /** The example that users copy. */
    public static final Path EXAMPLE = ROOT.resolve("deploy/examples/patterns/dict");

    /** The example that has messages. */
    public static final Path TOPICS = ROOT.resolve("deploy/examples/patterns/topics");

    private PythonPatterns() {}

    /** Whether this machine has what a pattern in Python needs. */
    public static boolean canServe() throws IOException, InterruptedException {
        return Files.isExecutable(Path.of("/usr/bin/protoc"))
                && Files.isExecutable(Path.of("/usr/bin/grpc_python_plugin"))
                && Files.isExecutable(Path.of("/usr/bin/python3"))
                && run(List.of("/usr/bin/python3", "-c", "import grpc, google.protobuf")) == 0;
    }

    /**
     * Copies a pattern to {@code patterns/} below {@code folder}, where {@code prism.yaml} is.
     *
     * @param pattern the folder of its manifest
     * @return its folder there
     * @throws IOException when it cannot be copied or protoc fails
     */
    public static Path install(Path pattern, Path folder) throws IOException, InterruptedException {
        Path target = Files.createDirectories(
                folder.resolve("patterns").resolve(pattern.getFileName().toString()));
        try (Stream<Path> files = Files.list(pattern)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        file,
                        target.resolve(file.getFileName().toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        generate(Files.createDirectories(target.resolve("generated")));
        return target;
    }

    private static void generate(Path target) throws IOException, InterruptedException {
        List<String> protoc = new ArrayList<>(List.of(
                "/usr/bin/protoc",
                "-I" + PROTOS,
                "--python_out=" + target,
                "--grpc_out=" + target,
                "--plugin=protoc-gen-grpc=/usr/bin/grpc_python_plugin"));
        try (Stream<Path> protos = Files.walk(PROTOS)) {
            protos.filter(file -> file.toString().endsWith(".proto"))
                    .map(Path::toString)
                    .forEach(protoc::add);
        }
        if (run(protoc) != 0) {
            throw new IOException("protoc failed: " + protoc);
        }
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
