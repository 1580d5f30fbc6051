// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.dapr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The program of Dapr's sidecar, known to be one.
 *
 * @param path where it is
 * @param version what it says its version is
 */
public record DaprdProgram(Path path, String version) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 5;
    private static final int PORTS = 4;
    /** Above what needs rights, below what the kernel gives to whoever asks for any port. */
    private static final int LEAST_PORT = 20_000;

    private static final int MOST_PORT = 32_000;

    /**
     * Looks whether a program is one.
     *
     * @throws NoDaprd when it is not
     */
    public static DaprdProgram at(Path path) throws NoDaprd, InterruptedException {
        if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
            throw new NoDaprd("'%s' is no program that can be run".formatted(path));
        }
        Path program = path.toAbsolutePath();
        if (!said(program, "--help").contains("--dapr-grpc-port")) {
            throw new NoDaprd("'%s' is no daprd: its --help does not know --dapr-grpc-port".formatted(path));
        }
        return new DaprdProgram(program, said(program, "--version").strip());
    }

    /**
     * Starts it with a state store for each backend, and waits until it takes calls.
     *
     * @param folder for its files and its log; made when it is missing
     * @param components text of a component's file by name of the backend
     * @throws IOException when it does not get that far
     */
    public Daprd start(Path folder, Map<String, String> components) throws IOException, InterruptedException {
        Path files = Files.createDirectories(Daprd.components(folder));
        for (var component : components.entrySet()) {
            Files.writeString(files.resolve(component.getKey() + ".yaml"), component.getValue());
        }
        for (int attempt = 1; ; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(LEAST_PORT, MOST_PORT - PORTS);
            Daprd daprd = new Daprd(path, folder, first);
            try {
                daprd.await();
                return daprd;
            } catch (IOException | InterruptedException failed) {
                boolean again = attempt < ATTEMPTS && daprd.metAnotherOnItsPort();
                daprd.close();
                if (!again) {
                    throw failed;
                }
            }
        }
    }

    /** What it prints, on either stream, when it is called with one word. */
    private static String said(Path program, String word) throws NoDaprd, InterruptedException {
        Path out;
        Process process;
        try {
            out = Files.createTempFile("prism-bench-daprd", ".txt");
            process = new ProcessBuilder(program.toString(), word)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            process.getOutputStream().close();
        } catch (IOException failed) {
            throw new NoDaprd("'%s' cannot be run: %s".formatted(program, failed.getMessage()));
        }
        boolean ended = process.waitFor(PATIENCE);
        if (!ended) {
            process.destroyForcibly();
        }
        try {
            String text = Files.readString(out, StandardCharsets.UTF_8);
            Files.delete(out);
            return ended ? text : "";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
