// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway.figures;

import static java.util.Objects.requireNonNull;

import io.prism.launcher.place.Endpoints;
import io.prism.launcher.place.Programs;
import io.prism.launcher.place.Programs.Program;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * The schema registry as it is packaged, in a process of its own that the launcher's command line starts.
 *
 * @param process it
 * @param port where its REST interface answers
 * @param startNanos from before the process was there until it had answered its first call
 */
record PackagedRegistry(Process process, int port, long startNanos) implements AutoCloseable {

    private static final Path ROOT = Path.of(requireNonNull(System.getProperty("prism.root"), "prism.root is not set"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final byte[] FIRST = SampleSchemas.get("/subjects");

    /** The line that starts it, without its own arguments. */
    static List<String> commandLine() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new Programs(ROOT, java).commandLine(Program.REGISTRY);
    }

    /** Starts it with {@code arguments} on a free port; returns once it has answered. */
    static PackagedRegistry start(List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>(commandLine());
        Path folder = Files.createTempDirectory("prism-registry");
        Path log = folder.resolve("log");
        Path endpoint = folder.resolve("endpoint");
        line.addAll(List.of("--listen", "127.0.0.1:0", "--management", "127.0.0.1:0", "--follow-parent"));
        line.addAll(List.of("--endpoint-file", endpoint.toString()));
        line.addAll(arguments);
        long before = System.nanoTime();
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Optional<Endpoints> taken = Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(LOOK)
                    .until(() -> answering(process, endpoint, log), Optional::isPresent);
            long nanos = System.nanoTime() - before;
            return new PackagedRegistry(process, taken.orElseThrow().listen().port(), nanos);
        } catch (RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        } finally {
            // The process has the log open, and the address is known: their names are of no more use.
            Files.delete(log);
            Files.deleteIfExists(endpoint);
            Files.delete(folder);
        }
    }

    /** Where it listens, once it has answered there. */
    private static Optional<Endpoints> answering(Process process, Path endpoint, Path log) throws IOException {
        if (!process.isAlive()) {
            throw new IOException("the registry ended: " + Files.readString(log));
        }
        Optional<Endpoints> taken = Endpoints.read(endpoint);
        return taken.isPresent() && answers(taken.get().listen().port()) ? taken : Optional.empty();
    }

    private static boolean answers(int port) throws IOException {
        RegistryConnection first;
        try {
            first = RegistryConnection.to(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        } catch (ConnectException notYet) {
            return false;
        }
        try (var channel = first.channel()) {
            channel.configureBlocking(true);
            first.send(FIRST);
            while (!first.answered()) {
                // Reading blocks until there is more of the answer.
                Thread.onSpinWait();
            }
            return true;
        }
    }

    /** Memory that it has resident now. */
    double residentMebibytes() throws IOException {
        return mebibytes("VmRSS");
    }

    /** The most memory that it ever had resident. */
    double peakMebibytes() throws IOException {
        return mebibytes("VmHWM");
    }

    private double mebibytes(String row) throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        Matcher found = Pattern.compile(row + ":\\s+(\\d+) kB").matcher(status);
        if (!found.find()) {
            throw new IOException("no " + row + " of process " + process.pid());
        }
        return Long.parseLong(found.group(1)) / 1024.0;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE)) {
                process.destroyForcibly();
                throw new IOException("the registry did not stop");
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
