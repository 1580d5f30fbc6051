// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static java.util.Objects.requireNonNull;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import org.awaitility.Awaitility;

/**
 * A stack of its own: a launcher in a process of its own, with everything it starts, on free ports and in a folder of
 * its own. The launcher ends when this JVM does, however it does, and its children with it.
 */
final class RunningPrism implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Path ROOT = Path.of(requireNonNull(System.getProperty("prism.root"), "prism.root is not set"));
    private static final String ANY_PORTS = """
            proxy: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            launcher: { listen: "127.0.0.1:0", management: "127.0.0.1:0", grace: 5s }
            schema-registry: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            """;

    private final Path folder;
    private final Process launcher;
    private final ManagedChannel channel;

    private RunningPrism(Path folder, Process launcher) {
        this.folder = folder;
        this.launcher = launcher;
        this.channel = NettyChannelBuilder.forTarget("dns:///" + endpoint("proxy", "listen"))
                .usePlaintext()
                .maxInboundMessageSize(16 << 20)
                .build();
    }

    /** Starts a stack whose {@code prism.yaml} is {@code config} with listeners on free ports. */
    static RunningPrism start(String config) throws IOException {
        return startIn(Files.createTempDirectory("prism"), config);
    }

    /** Starts a stack in a folder that may hold an earlier one's data. */
    static RunningPrism startIn(Path folder, String config) throws IOException {
        return startWith(folder, ANY_PORTS + config);
    }

    /** Starts a stack whose whole {@code prism.yaml} is {@code config}. */
    static RunningPrism startWith(Path folder, String config) throws IOException {
        return startLoggingTo(log(folder), folder, config);
    }

    /** Starts a stack whose launcher prints to {@code log}. */
    static RunningPrism startLoggingTo(Path log, Path folder, String config) throws IOException {
        Files.writeString(folder.resolve("prism.yaml"), config);
        // What a launcher that was killed left behind must not be taken for the new one's.
        Files.deleteIfExists(folder.resolve("run/status"));
        Process launcher = launch(folder).redirectOutput(log.toFile()).start();
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        if (!launcher.isAlive()) {
                            throw new IOException("the launcher ended: " + Files.readString(log));
                        }
                        return proxyRuns(folder.resolve("run/status"));
                    });
            return new RunningPrism(folder, launcher);
        } catch (RuntimeException failed) {
            launcher.destroyForcibly();
            throw failed;
        }
    }

    private static boolean proxyRuns(Path status) throws IOException {
        return Files.exists(status)
                && Files.readString(status).lines().anyMatch(line -> line.matches("proxy +running .*"));
    }

    /** How the launcher is started in {@code folder}; its output goes to a file there. */
    static ProcessBuilder launch(Path folder) {
        Path app = ROOT.resolve("launcher-app/target/quarkus-app");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        // A JVM goes on without a cache that is not there.
                        "-XX:AOTCache=" + app.resolve("app.aot"),
                        "-jar",
                        app.resolve("quarkus-run.jar").toString(),
                        "-f",
                        folder.resolve("prism.yaml").toString(),
                        "--run-dir",
                        folder.resolve("run").toString(),
                        "--home",
                        ROOT.toString(),
                        "--follow-parent")
                .redirectErrorStream(true)
                .redirectOutput(log(folder).toFile());
    }

    static Path log(Path folder) {
        return folder.resolve("prism.log");
    }

    Path folder() {
        return folder;
    }

    /** A connection to the door. */
    ManagedChannel channel() {
        return channel;
    }

    /** Where a program listens: {@code proxy}, {@code registry} or {@code launcher}; {@code listen} or {@code management}. */
    String endpoint(String program, String which) {
        Properties endpoints = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve("run").resolve(program + ".endpoint"))) {
            endpoints.load(reader);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return requireNonNull(endpoints.getProperty(which), which);
    }

    /** Replaces the bindings part of {@code prism.yaml} while everything runs. */
    void reconfigure(String config) throws IOException {
        Files.writeString(folder.resolve("prism.yaml"), ANY_PORTS + config);
    }

    HttpResponse<String> http(String hostPort, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://" + hostPort + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Every process of the stack, the launcher first. */
    List<ProcessHandle> processes() {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(launcher.toHandle()), launcher.descendants())
                .toList();
    }

    /** The process with {@code key} on its command line. */
    List<ProcessHandle> processesOf(String key) {
        return launcher.descendants()
                .filter(process -> process.info()
                        .arguments()
                        .map(List::of)
                        .orElse(List.of())
                        .contains(key))
                .toList();
    }

    String log() throws IOException {
        return Files.readString(log(folder));
    }

    /** Stops the stack as {@code prism down} does; the exit code of the launcher. */
    int stop() throws InterruptedException {
        channel.shutdownNow();
        launcher.toHandle().destroy();
        if (!launcher.waitFor(PATIENCE)) {
            launcher.destroyForcibly();
            throw new IllegalStateException("the launcher did not stop; its log is " + log(folder));
        }
        return launcher.exitValue();
    }

    @Override
    public void close() {
        try {
            stop();
            deleteFolder();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            launcher.destroyForcibly();
        }
    }

    private void deleteFolder() {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException leftBehind) {
            throw new IllegalStateException(leftBehind);
        }
    }
}
