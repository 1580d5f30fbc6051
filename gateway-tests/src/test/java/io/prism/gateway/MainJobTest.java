// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.GetResponse;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceBlockingStub;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.core.MetadataKeys;
import io.prism.testkit.server.ReservedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, end to end, as the README tells it. */
class MainJobTest {

    private static final String CONFIG = """
            backends:
              memory: { type: memory }
              files: { type: sqlite, path: data/prism.db }
            namespaces:
              - { name: default, isolation: embedded, pattern: keyvalue, backend: memory }
              - { name: demo, isolation: namespace, pattern: keyvalue, backend: files }
              - { name: together, isolation: none, pattern: keyvalue, backend: memory }
              - { name: sessions, isolation: session, pattern: keyvalue, backend: files }
            """;
    private static final String DEMO = "ns:demo:keyvalue";

    @TempDir
    Path folder;

    @Test
    void startsAProcessForTheFirstCallAndKeepsItsRowsInTheFile()
            throws IOException, InterruptedException, SQLException {
        try (var prism = RunningPrism.startIn(folder, CONFIG)) {
            // Given
            assertThat(prism.processesOf(DEMO)).isEmpty();

            // When
            set(prism, "demo", "a", "1");

            // Then
            assertThat(get(prism, "demo", "a").getValue().toStringUtf8()).isEqualTo("1");
            assertThat(prism.processesOf(DEMO)).hasSize(1);
            assertThat(rows(folder)).containsExactly("demo/keyvalue/a=1");
            assertThat(get(prism, "default", "a").getFound()).isFalse();
        }
    }

    @Test
    void startsOneProcessForAHerdOfFirstCalls() throws IOException, InterruptedException, SQLException {
        try (var prism = RunningPrism.startIn(folder, CONFIG);
                var herd = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            var calls = IntStream.range(0, 50)
                    .mapToObj(i -> herd.submit(() -> set(prism, "demo", "k" + i, "v")))
                    .toList();
            Awaitility.await()
                    .atMost(RunningPrism.PATIENCE)
                    .until(() -> calls.stream().allMatch(Future::isDone));

            // Then
            assertThat(calls).allMatch(call -> call.state() == Future.State.SUCCESS);
            assertThat(prism.processesOf(DEMO)).hasSize(1);
            assertThat(rows(folder)).hasSize(50);
        }
    }

    @Test
    void answersAgainAfterTheProcessWasKilled() throws IOException, InterruptedException, SQLException {
        try (var prism = RunningPrism.startIn(folder, CONFIG)) {
            // Given
            set(prism, "demo", "a", "1");
            ProcessHandle victim = prism.processesOf(DEMO).getFirst();

            // When
            victim.destroyForcibly();
            GetResponse answer = get(prism, "demo", "a");

            // Then
            assertThat(answer.getValue().toStringUtf8()).isEqualTo("1");
            assertThat(prism.processesOf(DEMO)).hasSize(1).doesNotContain(victim);
        }
    }

    @Test
    void leavesNoProcessAndNoSocketAndFindsItsDataAgain() throws IOException, InterruptedException, SQLException {
        // Given
        var first = RunningPrism.startIn(folder, CONFIG);
        set(first, "demo", "a", "1");
        List<ProcessHandle> processes = first.processes();

        // When
        int exitCode = first.stop();

        // Then
        assertThat(exitCode).as(first.log()).isZero();
        assertThat(processes).hasSizeGreaterThanOrEqualTo(4).noneMatch(ProcessHandle::isAlive);
        assertThat(sockets(folder)).isEmpty();
        try (var second = RunningPrism.startIn(folder, CONFIG)) {
            assertThat(get(second, "demo", "a").getValue().toStringUtf8()).isEqualTo("1");
        }
    }

    @Test
    void endsEveryProcessWhenTheLauncherIsKilled() throws IOException, InterruptedException, SQLException {
        // Given
        var prism = RunningPrism.startIn(folder, CONFIG);
        set(prism, "demo", "a", "1");
        List<ProcessHandle> processes = prism.processes();

        // When
        processes.getFirst().destroyForcibly();

        // Then
        Awaitility.await()
                .atMost(RunningPrism.PATIENCE)
                .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        try (var again = RunningPrism.startIn(folder, CONFIG)) {
            assertThat(get(again, "demo", "a").getValue().toStringUtf8()).isEqualTo("1");
        }
    }

    @Test
    void givesEachSessionAProcessOfItsOwn() throws IOException, InterruptedException, SQLException {
        try (var prism = RunningPrism.startIn(folder, CONFIG)) {
            // When
            set(prism, "sessions", "a", "1", "s1");
            set(prism, "sessions", "b", "2", "s2");

            // Then
            assertThat(prism.processesOf("session:sessions:s1:keyvalue")).hasSize(1);
            assertThat(prism.processesOf("session:sessions:s2:keyvalue")).hasSize(1);
        }
    }

    @Test
    void sharesOneProcessWithoutIsolation() throws IOException, InterruptedException, SQLException {
        try (var prism = RunningPrism.startIn(folder, CONFIG)) {
            // When
            set(prism, "together", "a", "1");

            // Then
            assertThat(prism.processesOf("shared:keyvalue")).hasSize(1);
            assertThat(get(prism, "together", "a").getFound()).isTrue();
        }
    }

    @Test
    void servesANamespaceThatIsAddedWhileItRuns() throws IOException, InterruptedException, SQLException {
        try (var prism = RunningPrism.startIn(folder, CONFIG)) {
            // Given
            set(prism, "demo", "a", "1");
            var before = prism.processesOf(DEMO);

            // When
            prism.reconfigure(CONFIG + """
                      - { name: added, isolation: namespace, pattern: keyvalue, backend: files }
                    """);
            Awaitility.await()
                    .atMost(RunningPrism.PATIENCE)
                    .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                    .until(() -> set(prism, "added", "x", "y"));

            // Then
            assertThat(get(prism, "added", "x").getFound()).isTrue();
            assertThat(prism.processesOf(DEMO)).isEqualTo(before);
        }
    }

    @Test
    void keepsTheOldConfigurationWhenTheNewOneIsBad() throws IOException, InterruptedException, SQLException {
        try (var prism = RunningPrism.startIn(folder, CONFIG)) {
            // Given
            set(prism, "demo", "a", "1");

            // When
            prism.reconfigure(CONFIG.replace("backend: files", "backend: flies"));
            Awaitility.await()
                    .atMost(RunningPrism.PATIENCE)
                    .until(() -> prism.log().contains("'flies'"));

            // Then
            assertThat(prism.log()).contains("did you mean 'files'");
            assertThat(get(prism, "demo", "a").getFound()).isTrue();
        }
    }

    @Test
    void answersHealthOnTheDoorAndOnTheManagementPorts() throws IOException, InterruptedException, SQLException {
        try (var prism = RunningPrism.startIn(folder, CONFIG)) {
            // When
            var health = HealthGrpc.newBlockingStub(prism.channel()).check(HealthCheckRequest.getDefaultInstance());

            // Then
            assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
            for (String program : List.of("proxy", "registry", "launcher")) {
                String management = prism.endpoint(program, "management");
                assertThat(prism.http(management, "/q/health/live").statusCode())
                        .as(program)
                        .isEqualTo(200);
                Awaitility.await()
                        .atMost(RunningPrism.PATIENCE)
                        .untilAsserted(() -> assertThat(prism.http(management, "/q/health/ready")
                                        .statusCode())
                                .as(program)
                                .isEqualTo(200));
                assertThat(prism.http(management, "/q/metrics").body())
                        .as(program)
                        .contains("jvm_memory_used_bytes");
            }
            assertThat(prism.http(prism.endpoint("registry", "listen"), "/subjects")
                            .body())
                    .isEqualTo("[]");
        }
    }

    @Test
    void listensWhereItIsTold() throws IOException {
        // Given
        List<ReservedPort> ports = Stream.generate(ReservedPort::take).limit(6).toList();
        List<Integer> free = ports.stream().map(ReservedPort::number).toList();
        String listeners = """
                proxy: { listen: "127.0.0.1:%d", management: "127.0.0.1:%d" }
                launcher: { listen: "127.0.0.1:%d", management: "127.0.0.1:%d" }
                schema-registry: { listen: "127.0.0.1:%d", management: "127.0.0.1:%d" }
                """.formatted(free.toArray());

        // When
        try (var prism = RunningPrism.startWith(folder, listeners + CONFIG)) {

            // Then
            assertThat(Stream.of("proxy", "launcher", "registry")
                            .flatMap(program ->
                                    Stream.of("listen", "management").map(which -> prism.endpoint(program, which))))
                    .containsExactlyElementsOf(
                            free.stream().map(port -> "127.0.0.1:" + port).toList());
            assertThat(set(prism, "demo", "a", "1")).isTrue();
        } finally {
            ports.forEach(ReservedPort::close);
        }
    }

    private static boolean set(RunningPrism prism, String namespace, String key, String value, String... session) {
        return in(prism, namespace, session)
                .set(SetRequest.newBuilder()
                        .setKey(key)
                        .setValue(ByteString.copyFromUtf8(value))
                        .build())
                .getSuccess();
    }

    private static GetResponse get(RunningPrism prism, String namespace, String key) {
        return in(prism, namespace).get(GetRequest.newBuilder().setKey(key).build());
    }

    private static KeyValueBasicInterfaceBlockingStub in(RunningPrism prism, String namespace, String... session) {
        var headers = new Metadata();
        headers.put(GatewayKeyValue.key(MetadataKeys.NAMESPACE), namespace);
        for (String name : session) {
            headers.put(GatewayKeyValue.key(MetadataKeys.SESSION), name);
        }
        return KeyValueBasicInterfaceGrpc.newBlockingStub(prism.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(RunningPrism.PATIENCE);
    }

    private static List<String> rows(Path folder) throws SQLException {
        try (var outsider = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/prism.db"));
                var statement = outsider.createStatement();
                var rows = statement.executeQuery("SELECT namespace || '/' || binding || '/' || CAST(key AS TEXT)"
                        + " || '=' || CAST(value AS TEXT) FROM keyvalue ORDER BY 1")) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static List<Path> sockets(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sock")).toList();
        }
    }
}
