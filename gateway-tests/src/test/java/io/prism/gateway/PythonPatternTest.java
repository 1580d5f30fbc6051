// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.prism.contracts.keyvalue.DeleteRequest;
import io.prism.contracts.keyvalue.ExistsRequest;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc.KeyValueBasicInterfaceBlockingStub;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.launcher.PatternInfo;
import io.prism.core.MetadataKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The example in Python, a program that knows nothing of Java, under the launcher and behind the proxy. */
@EnabledIf(
        value = "pythonCanServe",
        disabledReason = "needs /usr/bin/python3 with python3-grpcio, protoc and grpc_python_plugin (Debian:"
                + " python3-grpcio python3-protobuf protobuf-compiler protobuf-compiler-grpc)")
class PythonPatternTest {

    private static final Path ROOT = Path.of(requireNonNull(System.getProperty("prism.root"), "prism.root is not set"));
    private static final Path PROTOS = ROOT.resolve("common/contracts/src/main/proto");
    private static final String CONFIG = """
            backends:
              memory: { type: memory }
            namespaces:
              - { name: default, isolation: embedded, pattern: keyvalue, backend: memory }
              - name: snake
                bindings:
                  - { name: words, pattern: dict }
            """;
    private static final String KEY = "ns:snake:dict";

    @TempDir
    Path folder;

    static boolean pythonCanServe() throws IOException, InterruptedException {
        return Files.isExecutable(Path.of("/usr/bin/protoc"))
                && Files.isExecutable(Path.of("/usr/bin/grpc_python_plugin"))
                && Files.isExecutable(Path.of("/usr/bin/python3"))
                && run(List.of("/usr/bin/python3", "-c", "import grpc, google.protobuf")) == 0;
    }

    @Test
    void servesKeyValueThroughTheProxyAndIsSupervisedLikeAnyOther() throws IOException, InterruptedException {
        // Given
        install();
        try (var prism = RunningPrism.startIn(folder, CONFIG);
                var launcher = new LauncherStub(prism)) {
            var words = words(prism);

            // When
            words.set(SetRequest.newBuilder()
                    .setKey("ant")
                    .setValue(ByteString.copyFromUtf8("six legs"))
                    .build());

            // Then
            assertThat(words.get(GetRequest.newBuilder().setKey("ant").build())
                            .getValue()
                            .toStringUtf8())
                    .isEqualTo("six legs");
            assertThat(words.exists(ExistsRequest.newBuilder().setKey("bee").build())
                            .getExists())
                    .isFalse();
            assertThat(words.delete(DeleteRequest.newBuilder().setKey("ant").build())
                            .getKeyExisted())
                    .isTrue();
            var refused = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> words.set(
                            SetRequest.newBuilder().setKey("x").setTtlSeconds(5).build()));
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(prism.log()).contains(KEY + " | I am " + KEY);

            // When
            int pid = launcher.process(KEY).orElseThrow().getPid();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            PatternInfo again = launcher.awaitAnother(KEY, pid);

            // Then
            assertThat(again.getRestartCount()).isEqualTo(1);
            Awaitility.await()
                    .atMost(RunningPrism.PATIENCE)
                    .until(() -> words.set(SetRequest.newBuilder().setKey("bee").build())
                            .getSuccess());
        }
    }

    private void install() throws IOException, InterruptedException {
        Path pattern = Files.createDirectories(folder.resolve("patterns/dict"));
        Path example = ROOT.resolve("deploy/examples/patterns/dict");
        for (String file : List.of("manifest.yaml", "dict.py")) {
            Files.copy(example.resolve(file), pattern.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path generated = Files.createDirectories(pattern.resolve("generated"));
        List<String> protoc = new ArrayList<>(List.of(
                "/usr/bin/protoc",
                "-I" + PROTOS,
                "--python_out=" + generated,
                "--grpc_out=" + generated,
                "--plugin=protoc-gen-grpc=/usr/bin/grpc_python_plugin"));
        try (Stream<Path> protos = Files.walk(PROTOS)) {
            protos.filter(file -> file.toString().endsWith(".proto"))
                    .map(Path::toString)
                    .forEach(protoc::add);
        }
        assertThat(run(protoc)).isZero();
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static KeyValueBasicInterfaceBlockingStub words(RunningPrism prism) {
        var headers = new Metadata();
        headers.put(GatewayKeyValue.key(MetadataKeys.NAMESPACE), "snake");
        return KeyValueBasicInterfaceGrpc.newBlockingStub(prism.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(RunningPrism.PATIENCE);
    }
}
