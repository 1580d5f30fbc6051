// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prism.testkit.server.PostgresServer;
import io.prism.testkit.server.RedisServer;
import io.prism.testkit.server.ServerMissing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise of Prism: another backend is another line of prism.yaml, and the client stays as it is. */
class OneLineSwapTest {

    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("prism.root"), "prism.root is not set"));
    private static final String BACKEND = "    backend: ";

    private String postgres = "";

    @TempDir
    private Path stubs = Path.of("");

    @Test
    void aPythonClientPassesUnchangedOnEveryBackend() throws IOException, InterruptedException {
        // Given
        makeStubs();
        postgres = PostgresServer.shared().database();
        var passed = new ArrayList<String>();

        // When
        try (var prism = RunningPrism.start(config("memory"))) {
            for (String backend : List.of("memory", "redis", "sqlite", "postgres")) {
                prism.reconfigure(config(backend));
                awaitBackend(prism, backend);
                assertThat(client(prism.endpoint("proxy", "listen")))
                        .as(backend)
                        .isEqualTo("ok: 27 checks, namespace shop");
                passed.add(backend);
            }
        }

        // Then
        assertThat(passed).containsExactly("memory", "redis", "sqlite", "postgres");
    }

    private String config(String backend) {
        return """
                backends:
                  memory: { type: memory }
                  sqlite: { type: sqlite, path: swap.db }
                  redis: { type: redis, url: "%s" }
                  postgres: { type: postgres, url: "%s" }
                namespaces:
                  - name: shop
                    pattern: keyvalue
                %s%s
                """.formatted(RedisServer.shared().address(), postgres, BACKEND, backend);
    }

    private static void awaitBackend(RunningPrism prism, String backend) {
        var described = new BindingDescription(prism.channel(), "shop", "keyvalue");
        Awaitility.await()
                .atMost(RunningPrism.PATIENCE)
                .until(() -> described.now().getSlots(0).getType().equals(backend));
    }

    private void makeStubs() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/grpc_python_plugin"))) {
            throw ServerMissing.because(
                    "Python with gRPC",
                    "install Debian's python3-grpcio, python3-protobuf, protobuf-compiler,"
                            + " protobuf-compiler-grpc and libprotobuf-dev");
        }
        Path protos = ROOT.resolve("common/contracts/src/main/proto");
        var command = new ArrayList<>(List.of(
                "protoc",
                "-I",
                protos.toString(),
                "-I",
                "/usr/include",
                "--python_out=" + stubs,
                "--grpc_out=" + stubs,
                "--plugin=protoc-gen-grpc=/usr/bin/grpc_python_plugin"));
        try (var files = Files.walk(protos.resolve("prism"))) {
            files.map(Path::toString)
                    .filter(file ->
                            file.endsWith("options.proto") || file.matches(".*/(common|keyvalue)/[^/]+\\.proto"))
                    .forEach(command::add);
        }
        assertThat(run(command, Map.of())).isEmpty();
    }

    private String client(String door) throws IOException, InterruptedException {
        return run(
                List.of(
                        "/usr/bin/python3",
                        ROOT.resolve("deploy/examples/keyvalue.py").toString(),
                        "shop",
                        door),
                Map.of("PYTHONPATH", stubs.toString(), "PYTHONDONTWRITEBYTECODE", "1"));
    }

    private static String run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor(Duration.ofSeconds(60))).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
