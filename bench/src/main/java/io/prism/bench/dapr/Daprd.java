// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.dapr;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A running sidecar on loopback, alone: no application, no placement, no scheduler. Ends with this program at the latest. */
public final class Daprd implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration TO_END = Duration.ofSeconds(10);
    private static final String HOST = "127.0.0.1";
    /** Not among the files of the components: it watches those, would read what it writes, and write about that. */
    private static final String LOG = "daprd.log";

    private static final String COMPONENTS = "components";
    private static final String TAKEN = "address already in use";

    private final Path folder;
    private final int firstPort;
    private final Process process;

    /** Starts it; see {@link #await}. Its components are those in {@link #components}. */
    Daprd(Path program, Path folder, int firstPort) throws IOException {
        this.folder = folder;
        this.firstPort = firstPort;
        this.process = new ProcessBuilder(line(program))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(LOG).toFile())
                .start();
        // It must not outlive a run that is broken off.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Where in its folder the files of its components are. */
    static Path components(Path folder) {
        return folder.resolve(COMPONENTS);
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    /** Where it takes calls by gRPC. */
    public int port() {
        return firstPort;
    }

    /** Returns when it and its components are ready. */
    void await() throws IOException, InterruptedException {
        URI health = URI.create("http://%s:%d/v1.0/healthz/outbound".formatted(HOST, firstPort + 1));
        HttpRequest question = HttpRequest.newBuilder(health).timeout(SHORT).build();
        long until = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(SHORT).build()) {
            while (!isReady(client, question)) {
                if (process.waitFor(LOOK)) {
                    throw new IOException("daprd ended with %d before it was ready; it said last: %s"
                            .formatted(process.exitValue(), lastWords()));
                }
                if (System.nanoTime() > until) {
                    throw new IOException(
                            "daprd is not ready after %s; it said last: %s".formatted(PATIENCE, lastWords()));
                }
            }
        }
    }

    /** Whether it ended because somebody else had one of its ports. */
    boolean metAnotherOnItsPort() {
        return !process.isAlive() && log().stream().anyMatch(line -> line.contains(TAKEN));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TO_END)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private List<String> line(Path program) {
        return List.of(
                program.toString(),
                "--app-id=bench",
                "--resources-path=" + components(folder),
                "--dapr-listen-addresses=" + HOST,
                "--dapr-grpc-port=" + firstPort,
                "--dapr-http-port=" + (firstPort + 1),
                "--dapr-internal-grpc-port=" + (firstPort + 2),
                "--metrics-listen-address=" + HOST,
                "--metrics-port=" + (firstPort + 3),
                "--placement-host-address=",
                "--scheduler-host-address=",
                "--log-level=warn");
    }

    private static boolean isReady(HttpClient client, HttpRequest question) throws InterruptedException {
        try {
            return client.send(question, BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String lastWords() {
        List<String> lines = log();
        return lines.isEmpty() ? "nothing" : lines.getLast();
    }

    private List<String> log() {
        try (Stream<String> lines = Files.lines(folder.resolve(LOG))) {
            return lines.filter(line -> !line.isBlank()).toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
